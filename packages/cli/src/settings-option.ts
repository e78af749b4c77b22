import type { Command } from 'commander'

/** The option of commands that look at the state of a relay. */
export interface SettingsOption {
  readonly settings: string
}

/** Lets a command be told which relay is meant: the settings file says where its state lies. */
export const withSettings = (command: Command): Command =>
  command.option('--settings <relay.yaml>', 'the settings file of the relay', 'relay.yaml')
