using Drayage.Ecosystems.GitHub.Charts;
using Drayage.Pipeline.Journaling;
using Drayage.Pipeline.Publishing;
using Drayage.Testing;
using Drayage.Tests.Ecosystems.Channels;
using Drayage.Tests.Pipeline.Delivery;
using Xunit;

namespace Drayage.Tests.Ecosystems.GitHub;

/// <summary>What GitHub may have against a release or an entry of a chart index.</summary>
public sealed class GitHubRefusalTests
{
    [Theory]
    [InlineData("github", 404, """{"message":"Not Found"}""", "GitHub hides what a token may not see: check 'repository'")]
    [InlineData("github", 403, """{"message":"Resource not accessible by integration"}""", "give the job 'permissions: contents: write'")]
    [InlineData("github", 403, """{"message":"Repository was archived so is read-only."}""", "the repository is archived and takes nothing")]
    [InlineData("github", 422, """{"message":"Validation Failed","errors":[{"resource":"ReleaseAsset","code":"custom","field":"size","message":"size must be less than 2147483648"}]}""", "a destination of kind oci")]
    [InlineData("helm index", 404, """{"message":"Not Found"}""", "GitHub hides what a token may not see: check 'repository'")]
    [InlineData("helm index", 403, """{"message":"Resource not accessible by integration"}""", "give the job 'permissions: contents: write'")]
    public async Task A_repository_of_somebody_else_and_what_is_too_large_are_told(string channel, int status, string body, string hint)
    {
        var refusal = new RefusingFault(status, body);
        await using var registry = await RegistryFixture.StartAsync(options => options with { Faults = [refusal] });
        using var scene = AllChannels.Open(channel, registry);
        var consignment = await scene.PrepareAsync(scene.Delivery.Rehearsing());
        refusal.Begin();

        var refused = (await scene.Delivery.Scene.DeliverAsync()).Failure();

        Assert.Equal(DeliveryFailure.Refused, refused.Failure);
        Assert.Contains($"{status}", refused.Because, StringComparison.Ordinal);
        Assert.Contains(hint, refused.Hint, StringComparison.Ordinal);
        Assert.IsType<EffectStatus.Failed>(scene.Delivery.Scene.State.StatusOf(consignment.Id, consignment.Effects[0].Key));
    }

    [Theory]
    [InlineData("github")]
    [InlineData("helm index")]
    public async Task A_missing_token_is_told_before_anything_is_sent(string channel)
    {
        await using var registry = await RegistryFixture.StartAsync();
        using var scene = AllChannels.Open(channel, registry);
        var consignment = await scene.PrepareAsync(scene.Delivery.Rehearsing());
        var context = scene.Delivery.Context(RehearsalDelivery.Environment());
        // Planned for GitHub itself; here the embedded one is it.
        scene.Delivery.Scene.Add(consignment with { Options = consignment.Options.SetItem("api", $"{registry.Address}api/v3") });
        var github = new GitHubScene(registry);
        scene.Delivery.Scene.Publishers[consignment.Destination] = channel == "github"
            ? github.Kind.CreatePublisher(github.Settings("owner/tide"), context)
            : new ChartIndexDestination().CreatePublisher(DeliveryContexts.Read(new ChartIndexDestination(), "charts", ("repository", "owner/charts"), ("api", $"{registry.Address}api/v3"), ("token", "env:RELEASE_TOKEN")).Settings, context);
        scene.Delivery.Requests();

        var refused = (await scene.Delivery.Scene.DeliverAsync()).Failure();

        Assert.Equal(DeliveryFailure.Refused, refused.Failure);
        Assert.Contains("RELEASE_TOKEN is not set", $"{refused.Message} {refused.Because}", StringComparison.Ordinal);
        Assert.Empty(scene.Delivery.Changes());
        Assert.IsType<EffectStatus.Failed>(scene.Delivery.Scene.State.StatusOf(consignment.Id, consignment.Effects[0].Key));
    }
}
