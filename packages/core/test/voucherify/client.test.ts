import { startSandbox, type Sandbox } from '@vouchrelay/sandbox'
import { expect } from 'chai'
import { isRight } from 'fp-ts/lib/Either.js'
import { EventBody } from '../../src/voucherify/bodies/event.ts'
import { ApiClient } from '../../src/voucherify/client/api-client.ts'
import { ApiError } from '../../src/voucherify/client/api-error.ts'
import { createConfiguration, type ServerOptions } from '../../src/voucherify/client/configuration.ts'
import { inSnakeCase } from '../../src/voucherify/client/either-case.ts'
import { EventsApi, type EventsApiTrackCustomEventRequest } from '../../src/voucherify/client/events-api.ts'

describe('the typed client', () => {
  let sandbox: Sandbox
  let options: ServerOptions

  beforeEach(async () => {
    sandbox = await startSandbox()
    const { applicationId, secretKey } = sandbox.settings
    options = { baseUrl: sandbox.url, applicationId, secretKey }
  })
  afterEach(() => sandbox.close())

  const bodies = (): readonly unknown[] => sandbox.events().map(({ body }) => body)
  const rejection = async (promise: Promise<unknown>): Promise<unknown> =>
    promise.then(
      () => 'resolved',
      (error) => error,
    )

  it("runs the example of Voucherify's TypeScript SDK", async () => {
    const printed: unknown[] = []
    const console = { log: (...words: readonly unknown[]) => printed.push(...words) }
    // From here on line for line the example of "EventsApi.md".
    const configuration = createConfiguration(options)
    const apiInstance = new EventsApi(configuration)

    const request: EventsApiTrackCustomEventRequest = {
      // Specify the details of the custom event. (optional)
      eventsCreateRequestBody: {
        event: 'event_example',
        customer: {
          sourceId: 'sourceId_example',
          name: 'name_example',
          description: 'description_example',
          email: 'email_example',
          phone: 'phone_example',
          birthday: new Date('1970-01-01').toISOString().split('T')[0],
          birthdate: new Date('1970-01-01').toISOString().split('T')[0],
          address: {
            city: 'city_example',
            state: 'state_example',
            line1: 'line1_example',
            line2: 'line2_example',
            country: 'country_example',
            postalCode: 'postalCode_example',
          },
          metadata: {},
        },
        referral: {
          code: 'code_example',
          referrerId: 'cust_Vzck5i8U3OhcEUFY6MKhN9Rv',
        },
        loyalty: {
          code: 'L-CARD-BUHuH6g',
        },
        metadata: {},
      },
    }

    const data = await apiInstance.trackCustomEvent(request)
    console.log('API called successfully. Returned data:', data)

    expect(printed).to.deep.equal(['API called successfully. Returned data:', data])
    expect(data).to.deep.include({ object: 'event', type: 'event_example', referral: null, loyalty: null })
    expect(bodies()).to.deep.equal([
      {
        event: 'event_example',
        customer: {
          source_id: 'sourceId_example',
          name: 'name_example',
          description: 'description_example',
          email: 'email_example',
          phone: 'phone_example',
          birthday: '1970-01-01',
          birthdate: '1970-01-01',
          address: {
            city: 'city_example',
            state: 'state_example',
            line_1: 'line1_example',
            line_2: 'line2_example',
            country: 'country_example',
            postal_code: 'postalCode_example',
          },
          metadata: {},
        },
        referral: { code: 'code_example', referrer_id: 'cust_Vzck5i8U3OhcEUFY6MKhN9Rv' },
        loyalty: { code: 'L-CARD-BUHuH6g' },
        metadata: {},
      },
    ])
  })

  it("runs the example of Voucherify's Python SDK", async () => {
    const printed: unknown[] = []
    const print = (...words: readonly unknown[]) => printed.push(...words)
    const environ = { API_KEY: options.applicationId, API_SECRET: options.secretKey }
    // From here on the example of "EventsApi.md", in its order.
    const configuration = createConfiguration({
      // Defining the host is optional and defaults to https://api.voucherify.io
      baseUrl: sandbox.url,
      // Configure API key authorization: X-App-Id
      applicationId: environ.API_KEY,
      // Configure API key authorization: X-App-Token
      secretKey: environ.API_SECRET,
    })

    // Enter a context with an instance of the API client
    {
      await using api_client = new ApiClient(configuration)
      // Create an instance of the API class
      const api_instance = new EventsApi(api_client)
      const events_create_request_body = {"event":"event-name","customer":{"source_id":"referee-source_id"},"referral":{"code":"voucher-code","referrer_id":"referrer-source_id"}} // prettier-ignore

      try {
        // Track Custom Event
        const api_response = await api_instance.trackCustomEvent({ events_create_request_body })
        print('The response of EventsApi->track_custom_event:\n')
        print(api_response)
      } catch (e) {
        print('Exception when calling EventsApi->track_custom_event: %s\n', e)
      }
    }

    expect(printed[0]).to.equal('The response of EventsApi->track_custom_event:\n')
    expect(printed[1]).to.deep.include({ object: 'event', type: 'event-name' })
    expect(bodies()).to.deep.equal([
      {
        event: 'event-name',
        customer: { source_id: 'referee-source_id' },
        referral: { code: 'voucher-code', referrer_id: 'referrer-source_id' },
      },
    ])
  })

  it('tracks events with the public keys of a shop', async () => {
    const { clientApplicationId, clientSecretKey } = sandbox.settings
    const keys = { clientApplicationId, clientSecretKey, origin: 'shop.example.com' }
    const api = new EventsApi(createConfiguration({ side: 'client', baseUrl: `${sandbox.url}/`, ...keys }))
    await api.trackCustomEvent({ eventsCreateRequestBody: { event: 'seen', customer: { sourceId: 'user-1' } } })
    expect(sandbox.events()).to.have.lengthOf(1)
    expect(sandbox.events()[0]).to.include({ side: 'client', channel: 'Vouchrelay' })
  })

  it('tracks events with a token, by undici', async () => {
    const { applicationId, secretKey } = sandbox.settings
    const oauth = { applicationId, secretKey, scopes: ['events'] }
    await using client = new ApiClient(createConfiguration({ baseUrl: sandbox.url, oauth, transport: 'undici' }))
    const api = new EventsApi(client)
    const eventsCreateRequestBody = { event: 'seen', customer: { sourceId: 'user-1' } }
    await Promise.all([1, 2, 3].map(() => api.trackCustomEvent({ eventsCreateRequestBody })))
    expect([sandbox.events().length, sandbox.tokens().generated]).to.deep.equal([3, 1])
  })

  it('tells how long to wait', async () => {
    sandbox.script([{ throttle: 7000 }])
    const api = new EventsApi(createConfiguration(options))
    const request = { eventsCreateRequestBody: { event: 'e', customer: { source_id: 'user-1' } } }
    expect(await rejection(api.trackCustomEvent(request))).to.include({ fate: 'throttled' })
    sandbox.script([{ status: 429, retryAfterMs: 7000 }])
    expect(await rejection(api.trackCustomEvent(request))).to.include({ waitMs: 7000 })
  })

  it('takes nulls, and sends none', async () => {
    const api = new EventsApi(createConfiguration(options))
    const body = { event: 'e', customer: { source_id: 'user-1', name: null }, referral: { code: 'R' }, loyalty: null }
    await api.trackCustomEvent({ eventsCreateRequestBody: body })
    expect(bodies()).to.deep.equal([{ event: 'e', customer: { source_id: 'user-1' }, referral: { code: 'R' } }])
  })

  it('leaves metadata as it is', () => {
    const metadata = { sourceId: 1, line_1: 2, nested: { postalCode: 3 } }
    const body = { event: 'e', customer: { sourceId: 'user-1', metadata }, metadata }
    expect(inSnakeCase(EventBody, body)).to.deep.equal({
      event: 'e',
      customer: { source_id: 'user-1', metadata },
      metadata,
    })
  })

  it('refuses a name in both cases', () => {
    const body = { event: 'e', customer: { sourceId: 'a', source_id: 'b' } }
    expect(isRight(EventBody.decode(inSnakeCase(EventBody, body)))).to.equal(false)
  })

  it('refuses a wrong request before it is sent, with every fault at its place', async () => {
    const api = new EventsApi(createConfiguration(options))
    const body: object = { event: '', customer: { sourceId: 'user-1', emial: 'jane@example.com' } }
    // The types forbid it: what comes from JavaScript is checked, too.
    const error = await rejection(api.trackCustomEvent({ eventsCreateRequestBody: body as never }))
    expect(error).to.be.instanceOf(ApiError)
    expect(error).to.have.property('fate', 'refused')
    expect(error).to.have.property('status', undefined)
    expect(error).to.have.deep.property('faults', [
      { path: 'event', expected: 'a text of 1 to 300 characters', found: '""' },
      {
        path: 'customer.emial',
        expected:
          'one of id, source_id, name, description, email, phone, birthday, birthdate, address, metadata (did you mean email?)',
        found: '"emial"',
      },
    ])
    expect(sandbox.requests).to.equal(0)
  })

  it('rejects with what the API says', async () => {
    const api = new EventsApi(createConfiguration(options))
    const customer = { id: 'cust_unknown' }
    const error = await rejection(api.trackCustomEvent({ eventsCreateRequestBody: { event: 'e', customer } }))
    expect(error).to.be.instanceOf(ApiError)
    expect(error).to.include({ fate: 'refused', status: 404, key: 'not_found' })
    expect(error).to.have.property('requestId').that.matches(/^v-/)
  })

  it('resolves with the event where the answer says less', async () => {
    sandbox.script([{ status: 200, headers: { 'content-type': 'text/plain' }, body: 'OK' }])
    const api = new EventsApi(createConfiguration(options))
    const reply = await api.trackCustomEvent({
      eventsCreateRequestBody: { event: 'e', customer: { source_id: 'user-1' } },
    })
    expect(reply).to.deep.equal({ object: 'event', type: 'e' })
  })

  it('is in doubt when it is aborted on the way', async () => {
    const api = new EventsApi(createConfiguration(options))
    sandbox.script([{ hang: 60_000, after: 'after-storing' }])
    const stop = new AbortController()
    const request = { eventsCreateRequestBody: { event: 'e', customer: { source_id: 'user-1' } } }
    const rejected = rejection(api.trackCustomEvent(request, { signal: stop.signal }))
    while (sandbox.requests === 0) await new Promise(setImmediate)
    stop.abort()
    expect(await rejected).to.include({ fate: 'in-doubt', status: undefined })
  })

  it('does not start with wrong options, and does not show them', () => {
    expect(() => createConfiguration({ ...options, secretKey: '', timeoutMs: -1 })).to.throw(
      TypeError,
      /^secretKey: expected a secret text; timeoutMs: expected a whole number from 1 to 180000 \(milliseconds\)$/,
    )
    expect(() => createConfiguration({ ...options, secretKey: 'hush\n' })).to.throw(
      TypeError,
      /^secretKey has (?!.*hush)/,
    )
  })
})
