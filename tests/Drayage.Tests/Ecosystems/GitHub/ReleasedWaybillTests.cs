using Drayage.Ecosystems.GitHub;
using Drayage.Model;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Ecosystems.GitHub;

/// <summary>What is said of a waybill that could not be fetched.</summary>
public sealed class ReleasedWaybillTests
{
    [Theory]
    [InlineData("404 Not Found", false)]
    [InlineData("503 Service Unavailable", true)]
    [InlineData("401 Unauthorized", true)]
    [InlineData("200 OK", true)]
    public async Task A_release_that_is_not_there_is_told_from_one_that_nobody_can_be_asked_about(string status, bool isOpen)
    {
        await using var server = new LoopbackServer(_ => LoopbackAnswer.Of(status, "{"));
        await using var registry = await RegistryFixture.StartAsync();
        using var delivery = new RehearsalDelivery(registry);
        var context = delivery.Rehearsing() with { Rehearsal = new(server.Address, new("token")) };

        var missing = await Assert.ThrowsAsync<ReleaseException>(() =>
            ReleasedWaybill.FetchAsync(RepositorySlug.Parse("example/tide"), "v1", destination: null, context, TestContext.Current.CancellationToken));

        Assert.Equal(isOpen, missing.InnerException is not null);
    }
}
