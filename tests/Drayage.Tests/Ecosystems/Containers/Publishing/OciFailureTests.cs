using System.Collections.Immutable;
using Drayage.Ecosystems.Containers.Publishing;
using Drayage.Model;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Delivery;
using Drayage.Pipeline.Journaling;
using Drayage.Pipeline.Publishing;
using Drayage.Platform.Http;
using Drayage.Platform.Secrets;
using Drayage.Testing;
using Drayage.Tests.Ecosystems.Channels;
using Drayage.Tests.Pipeline.Delivery;
using Xunit;

namespace Drayage.Tests.Ecosystems.Containers.Publishing;

/// <summary>What becomes of a delivery to a registry that refuses everything.</summary>
public sealed class OciFailureTests : IAsyncLifetime
{
    private readonly RegistryFixture unused = new();
    private readonly RehearsalDelivery delivery;
    private readonly Redactor redactor = new();
    private HttpPipeline http = null!;

    public OciFailureTests() => delivery = new RehearsalDelivery(unused);

    public ValueTask InitializeAsync()
    {
        http = new HttpPipeline(new HttpPipelineOptions { UserAgent = "drayage-tests/1", FirstDelay = TimeSpan.FromMilliseconds(1) }, TimeProvider.System, redactor);
        return ValueTask.CompletedTask;
    }

    /// <summary>The client of the registry tries again, so the delivery around it does not.</summary>
    [Theory]
    [InlineData("503 Service Unavailable")]
    [InlineData("502 Bad Gateway")]
    public async Task A_registry_that_is_down_is_asked_five_times(string status)
    {
        await using var server = new LoopbackServer(_ => LoopbackAnswer.Of(status));

        Assert.Equal(DeliveryFailure.Transient, (await DeliverAsync(server)).Failure);
        Assert.Equal(5, server.Received.Count);
    }

    [Fact]
    public async Task A_pause_that_the_registry_asks_for_is_told()
    {
        await using var server = new LoopbackServer(_ => LoopbackAnswer.Of("429 Too Many Requests", "", "Retry-After: 300"));

        Assert.Equal(TimeSpan.FromMinutes(5), (await DeliverAsync(server)).RetryAfter);
        Assert.Single(server.Received);
    }

    [Fact]
    public async Task A_secret_that_the_registry_quotes_is_not_repeated()
    {
        await using var server = new LoopbackServer(_ => LoopbackAnswer.Of("403 Forbidden", $$"""{"errors":[{"code":"DENIED","message":"{{RegistryFixture.Token}} may not"}]}"""));
        var consignment = Prepare(server);

        var failed = await Assert.ThrowsAsync<DeliveryException>(() =>
            delivery.Scene.Publishers[consignment.Destination].PreflightAsync(consignment, TestContext.Current.CancellationToken));

        Assert.Contains("DENIED", failed.Because, StringComparison.Ordinal);
        Assert.DoesNotContain(RegistryFixture.Token, failed.Because, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_any_login_the_places_for_one_are_named()
    {
        await using var registry = await RegistryFixture.StartAsync();
        using var channel = AllChannels.Open("oci", registry);
        var consignment = await channel.PrepareAsync(channel.Delivery.Rehearsing());
        var kind = new OciDestination();
        var settings = DeliveryContexts.Read(kind, "ghcr", ("registry", $"{registry.Authority}/owner")).Settings;
        channel.Delivery.Scene.Publishers["ghcr"] = kind.CreatePublisher(settings, channel.Delivery.Context(RehearsalDelivery.Environment()));
        channel.Delivery.Scene.Add(consignment with { Address = $"{registry.Authority}/owner/tide" });

        var refused = (await channel.Delivery.Scene.DeliverAsync()).Failure();

        Assert.Equal(DeliveryFailure.Refused, refused.Failure);
        Assert.Contains("401", refused.Because, StringComparison.Ordinal);
        Assert.Equal($"give a credential for {registry.Authority} in the destination's settings, or log in with: skopeo login {registry.Authority}", refused.Hint);
        Assert.IsType<EffectStatus.Failed>(channel.Delivery.Scene.State.StatusOf(consignment.Id, consignment.Effects[0].Key));
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        delivery.Dispose();
        await unused.DisposeAsync();
    }

    private async Task<DeliveryException> DeliverAsync(LoopbackServer server)
    {
        Prepare(server);
        return Assert.IsType<ConsignmentOutcome.Failed>(Assert.Single((await delivery.Scene.DeliverAsync()).Outcomes)).Error;
    }

    private Consignment Prepare(LoopbackServer server)
    {
        var context = delivery.Context(RehearsalDelivery.Environment()) with
        {
            Http = http,
            Secrets = new SecretResolver(RehearsalDelivery.Environment(), redactor),
            Rehearsal = new RehearsalSite(server.Address, new Secret(RegistryFixture.Token)),
        };
        redactor.Learn(new Secret(RegistryFixture.Token));
        var consignment = delivery.Scene.Add(new Consignment
        {
            Id = "ghcr/tool",
            Destination = "ghcr",
            Kind = "oci",
            Address = "ghcr.io/example/tool",
            Version = "1.0.0",
            Effects = [new Effect.Put("tool", Digest.OfSha256("content"u8), 7)],
            Needs = ImmutableArray<string>.Empty,
        });
        var kind = new OciDestination();
        delivery.Scene.Publishers["ghcr"] = kind.CreatePublisher(kind.SettingsOf(consignment, context.Secrets), context);
        return consignment;
    }
}
