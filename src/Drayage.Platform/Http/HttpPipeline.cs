using System.Net;
using Drayage.Model;
using Drayage.Platform.Secrets;
using Polly;
using Polly.Retry;

namespace Drayage.Platform.Http;

/// <summary>
/// The one way to the network: connections, patience, redirects without credentials, retries of requests that may be
/// repeated. Bodies arrive as they were sent: nothing is decompressed.
/// </summary>
public sealed class HttpPipeline : IDisposable
{
    private readonly HttpMessageInvoker invoker;
    private readonly HttpSender sender;
    private readonly HttpPipelineOptions options;
    private readonly TimeProvider time;
    private readonly Redactor redactor;
    private readonly ResiliencePipeline<HttpResult> retrying;

    public HttpPipeline(HttpPipelineOptions options, TimeProvider time, Redactor redactor)
        : this(new HttpMessageInvoker(Connections(options), disposeHandler: true), options, time, redactor, gate: null)
    {
    }

    private HttpPipeline(HttpMessageInvoker invoker, HttpPipelineOptions options, TimeProvider time, Redactor redactor, ISendGate? gate)
    {
        this.invoker = invoker;
        this.options = options;
        this.time = time;
        this.redactor = redactor;
        sender = new HttpSender(invoker, gate, options, time, redactor);
        retrying = Retrying();
    }

    /// <summary>The same connections, with a gate before every request. Not to be disposed: they stay this one's.</summary>
    public HttpPipeline Behind(ISendGate gate) => new(invoker, options, time, redactor, gate);

    /// <summary>Sends a request and waits for the response headers.</summary>
    /// <returns>The answer, whatever its status, or why there is none. An answered reply must be disposed.</returns>
    /// <exception cref="ReleaseException">The credential cannot be read.</exception>
    /// <exception cref="OperationCanceledException">Cancelled by the caller.</exception>
    public Task<HttpResult> SendAsync(HttpCall call, CancellationToken cancellationToken) =>
        RunAsync(call, bodyLimit: null, cancellationToken);

    /// <summary>
    /// As <see cref="SendAsync"/>, and reads the whole body as a part of the sending: a connection that breaks half way
    /// through is retried too.
    /// </summary>
    /// <param name="bodyLimit">Most bytes that are taken; a longer body is a failure.</param>
    public Task<HttpResult> FetchAsync(HttpCall call, int bodyLimit, CancellationToken cancellationToken) =>
        RunAsync(call, bodyLimit, cancellationToken);

    /// <summary>
    /// A client on the same connections, for code that speaks <see cref="HttpClient"/>: GET and HEAD are retried, other
    /// requests are sent once, redirects are not followed. An unanswered request throws <see cref="HttpFailureException"/>.
    /// </summary>
    public HttpClient NewClient() =>
        new(new PipelineHandler(this), disposeHandler: true) { Timeout = Timeout.InfiniteTimeSpan };

    public void Dispose() => invoker.Dispose();

    private async Task<HttpResult> RunAsync(HttpCall call, int? bodyLimit, CancellationToken cancellationToken) =>
        call.Repeatable && options.Retries > 0
            ? await retrying.ExecuteAsync(
                async cancellation => await sender.SendAsync(call, bodyLimit, cancellation), cancellationToken)
            : await sender.SendAsync(call, bodyLimit, cancellationToken);

    private ResiliencePipeline<HttpResult> Retrying() =>
        new ResiliencePipelineBuilder<HttpResult> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<HttpResult>
            {
                MaxRetryAttempts = Math.Max(1, options.Retries),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = options.FirstDelay,
                MaxDelay = options.LongestDelay,
                ShouldHandle = arguments => ValueTask.FromResult(IsWorthRetrying(arguments.Outcome.Result)),
                DelayGenerator = arguments => ValueTask.FromResult(ServerDelay(arguments.Outcome.Result)),
                OnRetry = AnnounceAsync,
            })
            .Build();

    private bool IsWorthRetrying(HttpResult? result) => result switch
    {
        HttpResult.Answered { Reply: var reply } =>
            RetryDelay.IsWorthRetrying(reply, time.GetUtcNow()) && !(ServerDelay(result) > options.LongestServerDelay),
        HttpResult.Unanswered { Failure.Kind: var kind } => kind is HttpFailureKind.NameResolution
            or HttpFailureKind.ConnectionRefused or HttpFailureKind.Unreachable or HttpFailureKind.Proxy
            or HttpFailureKind.ConnectionLost or HttpFailureKind.TimedOut,
        _ => false,
    };

    private TimeSpan? ServerDelay(HttpResult? result) =>
        result is HttpResult.Answered { Reply: var reply } ? RetryDelay.AskedFor(reply, time.GetUtcNow()) : null;

    private async ValueTask AnnounceAsync(OnRetryArguments<HttpResult> retry)
    {
        var (failure, reply) = retry.Outcome.Result switch
        {
            HttpResult.Answered answered => (await answered.Reply.ToFailureAsync(retry.Context.CancellationToken), answered.Reply),
            HttpResult.Unanswered unanswered => (unanswered.Failure, null),
            _ => throw new InvalidOperationException("unreachable: exceptions are not retried"),
        };
        reply?.Dispose();
        options.Observer?.Invoke(new HttpEvent.Retrying(
            failure.Method, failure.Target, retry.AttemptNumber + 1, retry.RetryDelay, failure.Describe()));
    }

    private static SocketsHttpHandler Connections(HttpPipelineOptions options) => new()
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        ConnectTimeout = options.ConnectTimeout,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
        MaxConnectionsPerServer = options.ConnectionsPerHost,
        UseProxy = options.Proxy is not null,
        Proxy = options.Proxy,
        // Trace headers are for our own services, and registries are not.
        ActivityHeadersPropagator = null,
    };
}
