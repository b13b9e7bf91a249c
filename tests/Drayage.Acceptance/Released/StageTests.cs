using Drayage.Acceptance.Repositories;
using Drayage.Testing;
using Xunit;

namespace Drayage.Acceptance.Released;

/// <summary>Where a release may end, and what of it is sent.</summary>
public sealed class StageTests
{
    [Fact]
    public async Task A_release_ends_after_the_stage_that_was_named_and_tells_how_to_go_on()
    {
        await using var registry = await RegistryFixture.StartAsync();
        using var repository = await PhasedRepository.CreateAsync();

        var planned = (await repository.Drayage.RunAsync("release", "--until", "plan")).Ended(0);
        Assert.Contains("phase 2, from github/v1.4.0", planned.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(repository.Dist));
        (await repository.Drayage.RunAsync("release", "--until", "build")).Ended(0);
        Assert.False(Directory.Exists(repository.Directory["dist", "artifacts"]));
        var packed = (await repository.Drayage.RunAsync("release", "--until", "pack")).Ended(0);
        Assert.Contains("left: seal, stage, publish; go on with: drayage release", packed.Error, StringComparison.Ordinal);
        Assert.Contains("tide-image-1.4.0-context.tar.gz", packed.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(repository.WaybillPath));
        (await repository.ReleaseAsync(registry, "--until", "seal")).Ended(0);
        Assert.True(File.Exists(repository.WaybillPath));
        Assert.Empty(Stranger.ChangesOf(registry));

        var staged = (await repository.ReleaseAsync(registry, "--until", "stage")).Ended(0);
        Assert.Contains("nobody sees it yet", staged.Error, StringComparison.Ordinal);
        (await repository.Drayage.RunAsync("status")).Ended(3);
        using (var client = registry.NewClient(authenticated: false))
            Assert.Equal(System.Net.HttpStatusCode.NotFound, (await client.GetAsync("api/v3/repos/example/tide/releases/tags/v1.4.0", TestContext.Current.CancellationToken)).StatusCode);
        (await repository.Drayage.Against(registry).RunAsync("resume")).Ended(0);
        (await repository.Drayage.RunAsync("status")).Ended(0);
    }

    [Fact]
    public async Task Both_phases_go_in_one_run_where_that_is_asked_for()
    {
        await using var registry = await RegistryFixture.StartAsync();
        using var repository = await PhasedRepository.CreateAsync();

        (await repository.ReleaseAsync(registry, "--all-phases")).Ended(0);

        (await repository.Drayage.Against(registry).RunAsync("verify")).Ended(0);
    }

    [Fact]
    public async Task Phase_2_does_not_go_before_what_it_is_made_of()
    {
        await using var registry = await RegistryFixture.StartAsync();
        using var repository = await PhasedRepository.CreateAsync();

        var outcome = (await repository.ReleaseAsync(registry, "--only", "ghcr")).Ended(1);

        Assert.Contains("ghcr/tide-image was not sent: it needs github/v1.4.0", outcome.Error, StringComparison.Ordinal);
        Assert.Empty(Stranger.ChangesOf(registry));
    }

    [Fact]
    public async Task What_is_skipped_is_left_and_delivered_later()
    {
        await using var registry = await RegistryFixture.StartAsync();
        using var repository = await MiniRepository.CreateAsync();

        var first = (await repository.ReleaseAsync(registry, "--skip", "tide-image")).Ended(0);
        Assert.Contains("not asked for and left: ghcr/tide-image; deliver with: drayage resume", first.Error, StringComparison.Ordinal);
        (await repository.Drayage.RunAsync("status")).Ended(3);
        (await repository.Drayage.Against(registry).RunAsync("resume", "--only", "ghrc")).Refused(2, "--only: 'ghrc' is no", "ghcr", "did you mean 'ghcr'?");
        (await repository.Drayage.Against(registry).RunAsync("resume", "--only", "ghcr")).Ended(0);

        (await repository.Drayage.RunAsync("status")).Ended(0);
        (await repository.Drayage.Against(registry).RunAsync("verify")).Ended(0);
    }

    [Fact]
    public async Task A_base_in_the_repository_is_refused_for_phase_2_before_anything_is_built()
    {
        using var repository = await PhasedRepository.CreateAsync(standsOn: "oci:base");
        (await repository.Drayage.RunAsync("plan")).Refused(2, "image tide-image cannot be delivered in phase 2", "oci:base", "push the base to a registry");
    }

    [Fact]
    public async Task Bytes_that_nothing_offers_are_refused_for_phase_2_before_anything_is_built()
    {
        using var repository = await PhasedRepository.CreateAsync();
        repository.Replace("drayage.yaml", "    to: [github]\n", "");
        (await repository.Drayage.RunAsync("plan")).Refused(2, "consignment ghcr/tide-image cannot be delivered in phase 2", "nothing in phase 1 offers", "kind: github");
    }
}
