using System.Collections.Immutable;
using Drayage.Ecosystems.Python.Publishing;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Publishing;
using Drayage.Platform.Http;
using Drayage.Platform.Secrets;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Ecosystems.Python.Publishing;

/// <summary>What people are told of an index that does not show its files.</summary>
public sealed class IndexPagesTests
{
    [Theory]
    [InlineData("503 Service Unavailable", DeliveryFailure.Transient, "drayage resume")]
    [InlineData("429 Too Many Requests", DeliveryFailure.Transient, "drayage resume")]
    [InlineData("403 Forbidden", DeliveryFailure.Refused, "credential")]
    [InlineData("400 Bad Request", DeliveryFailure.Refused, "check 'index'")]
    public async Task The_hint_fits_the_refusal(string status, DeliveryFailure failure, string hint)
    {
        await using var server = new LoopbackServer(_ => LoopbackAnswer.Of(status));
        using var http = Http();

        var refused = await Assert.ThrowsAsync<DeliveryException>(() =>
            new IndexPages(http, credentials: null, rehearsal: null).FindAsync(To(server), "tide.whl", TestContext.Current.CancellationToken));

        Assert.Equal(failure, refused.Failure);
        Assert.Contains(hint, refused.Hint, StringComparison.Ordinal);
        Assert.Equal(hint.Contains("index", StringComparison.Ordinal), refused.Hint!.Contains("'index'", StringComparison.Ordinal));
    }

    /// <summary>GitLab forwards requests for projects that it does not have to PyPI.</summary>
    [Fact]
    public async Task What_another_index_shows_is_not_in_this_one()
    {
        await using var other = new LoopbackServer(_ => LoopbackAnswer.Of(
            "200 OK", $"<a href=\"tide-1.0.0-py3-none-any.whl#sha256={new string('a', 64)}\">tide-1.0.0-py3-none-any.whl</a>", "Content-Type: text/html"));
        await using var server = new LoopbackServer(_ => LoopbackAnswer.Of("302 Found", "", $"Location: {other.Address}simple/tide/"));
        using var http = Http();

        Assert.Null(await new IndexPages(http, credentials: null, rehearsal: null).FindAsync(To(server), "tide-1.0.0-py3-none-any.whl", TestContext.Current.CancellationToken));
    }

    private static HttpPipeline Http() => new(new HttpPipelineOptions { UserAgent = "drayage-tests/1" }, TimeProvider.System, new Redactor());

    private static Consignment To(LoopbackServer server) => new()
    {
        Id = "pypi/tide",
        Destination = "pypi",
        Kind = "python-index",
        Address = $"{server.Address}legacy/",
        Version = "1.0.0",
        Effects = [],
        Needs = [],
        Options = ImmutableSortedDictionary<string, string>.Empty
            .Add(PythonIndexDestination.PackageOption, "tide")
            .Add(PythonIndexDestination.IndexOption, $"{server.Address}simple/"),
    };
}
