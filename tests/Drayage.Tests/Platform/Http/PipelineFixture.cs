using System.Collections.Concurrent;
using Drayage.Platform.Http;
using Drayage.Platform.Processes;
using Drayage.Platform.Secrets;

namespace Drayage.Tests.Platform.Http;

/// <summary>A pipeline that waits milliseconds where the real one waits seconds, and what it told.</summary>
internal sealed class PipelineFixture : IDisposable
{
    public PipelineFixture(Func<HttpPipelineOptions, HttpPipelineOptions>? configure = null)
    {
        var options = new HttpPipelineOptions
        {
            UserAgent = "drayage/test",
            FirstDelay = TimeSpan.FromMilliseconds(5),
            LongestDelay = TimeSpan.FromMilliseconds(20),
            LongestServerDelay = TimeSpan.FromSeconds(5),
            Patience = TimeSpan.FromSeconds(30),
            Observer = Events.Enqueue,
        };
        Pipeline = new HttpPipeline(configure?.Invoke(options) ?? options, TimeProvider.System, Redactor);
        Secrets = new SecretResolver(ProcessEnvironment.FromVariables([new("TOKEN", Token)], "/"), Redactor);
    }

    public const string Token = "s3cr3t-t0ken-value";

    public Redactor Redactor { get; } = new();

    public HttpPipeline Pipeline { get; }

    public SecretResolver Secrets { get; }

    public ConcurrentQueue<HttpEvent> Events { get; } = new();

    public HttpEvent.Retrying[] Retries => [.. Events.OfType<HttpEvent.Retrying>()];

    public HttpCredential Credential =>
        new HttpCredential.Bearer(Secrets.Source(new SecretReference.Variable("TOKEN")));

    public void Dispose() => Pipeline.Dispose();
}
