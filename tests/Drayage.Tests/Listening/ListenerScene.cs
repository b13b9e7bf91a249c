using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Drayage.Listening;
using Drayage.Listening.Queue;
using Drayage.Platform.Http;
using Drayage.Platform.Secrets;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Listening;

/// <summary>A listener on a free loopback port with a state directory that outlives it.</summary>
internal sealed class ListenerScene : IAsyncDisposable
{
    public const string Repository = "example/tide";
    public const string WebhookSecret = "It's a Secret to Everybody";
    public const string EventToken = "event-token-31";
    public const string EventSecret = "event-secret-77";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly TemporaryDirectory directory = new();
    private readonly HttpPipeline http = new(new HttpPipelineOptions { UserAgent = "drayage-tests/1" }, TimeProvider.System, new Redactor());
    private readonly HttpClient client = new(new SocketsHttpHandler { UseProxy = false });
    private CancellationTokenSource? stopping;
    private Task? running;

    public ScriptedHandler Handler { get; } = new();

    public ConcurrentQueue<string> Log { get; } = new();

    public string State => directory["state"];

    public Uri Address { get; private set; } = new("http://unknown/");

    public async Task StartAsync(Func<ListenerOptions, ListenerOptions>? configure = null, TimeProvider? clock = null)
    {
        var options = new ListenerOptions
        {
            StateDirectory = State,
            Bind = new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 0),
            Repository = Repository,
            WebhookSecret = _ => ValueTask.FromResult(new Secret(WebhookSecret)),
            EventToken = _ => ValueTask.FromResult(new Secret(EventToken)),
            EventSecret = _ => ValueTask.FromResult(new Secret(EventSecret)),
        };
        stopping = new CancellationTokenSource();
        var started = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        running = new Listener(configure?.Invoke(options) ?? options, Handler, http, Log.Enqueue, clock ?? TimeProvider.System).RunAsync(started.SetResult, stopping.Token);
        Address = await (await Task.WhenAny(started.Task, running) == started.Task ? started.Task : Task.FromException<Uri>(running.Exception!)).WaitAsync(Limit);
    }

    /// <summary>Stops it as SIGTERM does.</summary>
    public async Task StopAsync()
    {
        await stopping!.CancelAsync();
        await running!.WaitAsync(Limit);
        stopping.Dispose();
        stopping = null;
    }

    /// <summary>Waits until nothing is left to do in the queue on disk.</summary>
    public async Task IdleAsync(int entries) => await UntilAsync(() => Entries() is var all && all.Length >= entries && all.All(entry => !entry.IsOpen));

    public async Task UntilAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (!condition())
        {
            Assert.False(limit.IsCancellationRequested, $"it did not come about:\n{string.Join('\n', Log)}");
            await Task.Delay(10, CancellationToken.None);
        }
    }

    /// <summary>What the queue holds on disk.</summary>
    public QueueEntry[] Entries()
    {
        var state = QueueState.Empty;
        using var file = new FileStream(Path.Combine(State, "queue.jsonl"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        while (reader.ReadLine() is { } line)
        {
            if (QueueCodec.Read(Drayage.Platform.Storage.SummedLine.Read(Encoding.UTF8.GetBytes(line))) is { } record)
                state = state.Apply(record);
        }

        return [.. state.Entries.Values];
    }

    public Task<HttpResponseMessage> WebhookAsync(
        string type, string body, string? delivery = null, string? signature = null, string contentType = "application/json")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Address, "webhooks/github")) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        request.Headers.Add("X-GitHub-Event", type);
        request.Headers.Add("X-GitHub-Delivery", delivery ?? Guid.NewGuid().ToString());
        request.Headers.Add("X-Hub-Signature-256", signature ?? Sign(body, WebhookSecret));
        return client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public Task<HttpResponseMessage> EventAsync(
        string body, string contentType = "application/cloudevents+json", string token = EventToken, string? signature = null, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Address, "events")) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        request.Headers.Add("X-Hub-Signature-256", signature ?? Sign(body, EventSecret));
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async Task<(int Status, string Text)> GetAsync(string path)
    {
        using var answer = await client.GetAsync(new Uri(Address, path), TestContext.Current.CancellationToken);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public static string Sign(string body, string secret) =>
        $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(body)))}";

    public static string Published(string tag, string repository = Repository, string action = "published", long id = 7) =>
        $$"""{"action":"{{action}}","repository":{"full_name":"{{repository}}"},"release":{"id":{{id}},"tag_name":"{{tag}}","draft":false,"published_at":"2026-01-02T03:04:05Z"} }""";

    public async ValueTask DisposeAsync()
    {
        if (stopping is not null)
            await StopAsync();
        client.Dispose();
        http.Dispose();
        directory.Dispose();
    }
}
