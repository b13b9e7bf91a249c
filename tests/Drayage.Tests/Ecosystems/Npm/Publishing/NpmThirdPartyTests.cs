using Drayage.Model.Delivery;
using Drayage.Pipeline.Publishing;
using Drayage.Pipeline.Publishing.Withdrawing;
using Drayage.Testing;
using Drayage.Testing.Verdaccio;
using Drayage.Tests.Pipeline.Delivery;
using Drayage.Tests.Registries.Npm;
using Xunit;

namespace Drayage.Tests.Ecosystems.Npm.Publishing;

/// <summary>The publisher against a registry that others wrote, whose packages npm then installs.</summary>
public sealed class NpmThirdPartyTests(RegistryFixture registry) : IClassFixture<RegistryFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Verdaccio_takes_what_is_published_and_npm_installs_it()
    {
        await using var verdaccio = await VerdaccioServer.StartAsync();
        using var scene = new NpmScene(registry);
        using var npm = new NpmPeer(verdaccio.Address, token: null);

        await DeliverAsync(scene, verdaccio, "1.0.0");
        var published = await npm.InstallAsync("@tide/client", "latest");
        Assert.Equal("1.0.0", published.Version);
        await DeliverAsync(scene, verdaccio, "1.1.0-rc.1");
        Assert.Equal("1.0.0", (await npm.InstallAsync("@tide/client", "latest")).Version);
        Assert.Equal("1.1.0-rc.1", (await npm.InstallAsync("@tide/client", "rc")).Version);
        var consignment = await DeliverAsync(scene, verdaccio, "1.1.0");
        Assert.Equal("latest: 1.1.0\nrc: 1.1.0-rc.1", (await npm.RunAsync(scene.Work.Path, "dist-tag", "ls", "@tide/client")).Succeeded().Output.Trim());

        await SameBytesAreSuccessAndOthersAConflictAsync(scene, verdaccio);
        await WithdrawAsync(scene, consignment);

        Assert.Equal(published, await npm.InstallAsync("@tide/client", "latest"));
        Assert.NotEmpty((await npm.RunAsync(scene.Work.Path, "view", "@tide/client@1.1.0", "deprecated")).Succeeded().Output.Trim());
    }

    [Fact]
    public async Task Verdaccios_refusal_of_a_wrong_token_is_explained()
    {
        await using var verdaccio = await VerdaccioServer.StartAsync();
        using var scene = new NpmScene(registry);
        Prepare(scene, verdaccio, "1.0.0", token: "wrong-token");

        var refused = (await scene.Delivery.Scene.DeliverAsync()).Failure();

        Assert.Equal(DeliveryFailure.Refused, refused.Failure);
        Assert.Contains("401", refused.Because, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-token", $"{refused.Message}{refused.Because}{refused.Hint}", StringComparison.Ordinal);
    }

    private static async Task SameBytesAreSuccessAndOthersAConflictAsync(NpmScene scene, VerdaccioServer verdaccio)
    {
        await DeliverAsync(scene, verdaccio, "1.1.0");
        File.Delete(scene.Delivery.Scene.JournalPath);
        Prepare(scene, verdaccio, "1.1.0", tarball: SampleTarball.Make("@tide/client", "1.1.0", "module.exports = 43;\n"));
        var failure = (await scene.Delivery.Scene.DeliverAsync()).Failure();
        Assert.Equal(DeliveryFailure.Conflict, failure.Failure);
    }

    private static async Task WithdrawAsync(NpmScene scene, Consignment consignment)
    {
        var plan = await ((IWithdrawing)scene.Publisher).PlanWithdrawalAsync(consignment, new([]), Cancellation);
        Assert.Equal(["withdraw latest", "withdraw 1.1.0"], plan.Steps.Select(step => step.Effect.Key));
        foreach (var step in plan.Steps)
        {
            await scene.Publisher.SendAsync(consignment, step.Effect, scene.Delivery.Scene.Content, Cancellation);
            Assert.IsType<Probe.Same>(await scene.Publisher.ReadBackAsync(consignment, step.Effect, scene.Delivery.Scene.Content, Cancellation));
        }
    }

    private static async Task<Consignment> DeliverAsync(NpmScene scene, VerdaccioServer verdaccio, string version)
    {
        File.Delete(scene.Delivery.Scene.JournalPath);
        var consignment = Prepare(scene, verdaccio, version);
        (await scene.Delivery.Scene.DeliverAsync()).AssertComplete();
        return consignment;
    }

    private static Consignment Prepare(NpmScene scene, VerdaccioServer verdaccio, string version, string? token = null, byte[]? tarball = null) =>
        scene.Release("@tide/client", version, [("registry", verdaccio.Address.AbsoluteUri), ("token", "env:TOKEN")], [("TOKEN", token ?? verdaccio.Token)], tarball);
}
