using System.Text;
using Drayage.Model;
using Drayage.Model.Artifacts;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Delivery;
using Drayage.Pipeline.Fetching;
using Drayage.Pipeline.Publishing;
using Drayage.Platform.Http;
using Drayage.Platform.Secrets;
using Drayage.Platform.Storage;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Pipeline.Fetching;

/// <summary>Bytes that come in part, or are others.</summary>
public sealed class ArtifactDownloadsTests : IDisposable
{
    private const string Whole = "whole content";

    private readonly TemporaryDirectory directory = new();
    private readonly HttpPipeline http = new(new HttpPipelineOptions { UserAgent = "drayage-tests/1" }, TimeProvider.System, new Redactor());

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Old proxies end an answer by ending the connection: nobody can tell the end of a file from a broken one.</summary>
    [Fact]
    public async Task An_answer_of_no_stated_length_that_is_short_is_gone_on_with()
    {
        await using var server = new LoopbackServer(request => request.Headers.TryGetValue("Range", out var range)
            ? LoopbackAnswer.Of("206 Partial Content", Whole[int.Parse(range["bytes=".Length..^1], System.Globalization.CultureInfo.InvariantCulture)..])
            : new LoopbackAnswer(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{Whole[..5]}")));

        Assert.True(await DownloadAsync(server));
        Assert.Equal([null, "bytes=5-"], server.Received.Select(request => request.Headers.GetValueOrDefault("Range")));
    }

    [Theory]
    [InlineData("other content")]
    [InlineData("whole content and more")]
    [InlineData("less")]
    public async Task Other_bytes_are_told_as_what_they_are(string served)
    {
        await using var server = new LoopbackServer(_ => LoopbackAnswer.Of("200 OK", served));

        var refused = await Assert.ThrowsAsync<ReleaseException>(() => DownloadAsync(server));

        Assert.Contains("is not what the waybill states", refused.Message, StringComparison.Ordinal);
        Assert.Single(server.Received);
    }

    public void Dispose()
    {
        http.Dispose();
        directory.Dispose();
    }

    private Task<bool> DownloadAsync(LoopbackServer server)
    {
        var artifact = new Artifact
        {
            Name = ArtifactName.Parse("tide.txt"),
            Kind = ArtifactKind.Archive,
            Digest = Digest.OfSha256(Encoding.ASCII.GetBytes(Whole)),
            Size = Whole.Length,
        };
        var holder = new Consignment { Id = "files/tide", Destination = "files", Kind = "any", Address = "nowhere", Version = "1.0.0", Effects = [], Needs = [] };
        var patience = new DeliveryPatience { FirstDelay = TimeSpan.FromMilliseconds(1) };
        var downloads = new ArtifactDownloads(directory["downloads"], new ContentStore(directory["store"]), patience, TimeProvider.System);
        return downloads.RunAsync(new Source(http, server.Address), holder, artifact, Cancellation);
    }

    private sealed class Source(HttpPipeline http, Uri address) : IArtifactSource
    {
        public async Task<ArtifactDownload?> OpenAsync(Consignment consignment, string artifact, long offset, CancellationToken cancellationToken)
        {
            var call = offset > 0 ? HttpCall.Get(address).WithHeader("Range", $"bytes={offset}-") : HttpCall.Get(address);
            return new ArtifactDownload(await http.AskAsync(call, "the file cannot be fetched", cancellationToken));
        }
    }
}
