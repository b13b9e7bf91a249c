using Drayage.Acceptance.Repositories;
using Drayage.Testing;
using Xunit;

namespace Drayage.Acceptance.Mistakes;

/// <summary>Releases that are refused before anything is built or sent.</summary>
public sealed class ReleaseRefusalTests : IAsyncLifetime
{
    private const int Refused = 1;

    private RegistryFixture registry = null!;
    private MiniRepository repository = null!;

    public async ValueTask InitializeAsync()
    {
        registry = await RegistryFixture.StartAsync();
        repository = await MiniRepository.CreateAsync();
    }

    public async ValueTask DisposeAsync()
    {
        repository.Dispose();
        await registry.DisposeAsync();
    }

    [Fact]
    public async Task A_dirty_work_tree_unless_it_is_allowed()
    {
        repository.Directory.Write("LICENSE", "something else\n");

        (await repository.ReleaseAsync(registry)).Refused(Refused, "the work tree differs from commit", "LICENSE", "--allow-dirty");
        RequireNothingHappened();

        (await repository.ReleaseAsync(registry, "--allow-dirty")).Ended(0);
    }

    [Fact]
    public async Task A_tag_that_disagrees_with_the_version_file()
    {
        (await repository.ReleaseAsync(registry, "--tag", "v9.9.9")).Refused(
            Refused, "tag v9.9.9 disagrees with the version 1.4.0", "the tag says 9.9.9, VERSION:1:1 says 1.4.0", "the same version");
        RequireNothingHappened();
    }

    [Fact]
    public async Task A_version_that_another_commit_took()
    {
        await repository.GitAsync("tag", "v1.4.0");
        await repository.CommitAsync("Go on");

        (await repository.ReleaseAsync(registry)).Refused(Refused, "versions that other commits took", "tide 1.4.0: tag v1.4.0 names commit", "raise the version");
        RequireNothingHappened();
    }

    [Fact]
    public async Task Registries_that_do_not_answer()
    {
        var key = await repository.KeyAsync();
        // The discard service's port: nothing listens there.
        var outcome = await repository.Drayage.Against(new Uri("http://127.0.0.1:9/"), "token").RunAsync(["release", .. key]);

        outcome.Refused(Refused, "github, ghcr would refuse this release; nothing was built or sent", "127.0.0.1:9 refused the connection", "run the command again");
        RequireNothingHappened();
    }

    [Fact]
    public async Task Credentials_that_the_destination_does_not_take()
    {
        var key = await repository.KeyAsync();
        var outcome = await repository.Drayage.Against(registry.Address, "wrong-secret-7d1c").RunAsync(["release", .. key]);

        outcome.Refused(Refused, "would refuse this release; nothing was built or sent", "github/v1.4.0", "run the command again");
        Assert.DoesNotContain("wrong-secret-7d1c", outcome.Error + outcome.Output, StringComparison.Ordinal);
        RequireNothingHappened();
    }

    [Fact]
    public async Task A_release_without_a_key()
    {
        (await repository.Drayage.Against(registry).RunAsync("release")).Refused(2, "no key to seal the release with", "signing-key", "drayage key generate");
        RequireNothingHappened();
    }

    [Fact]
    public async Task A_key_with_another_password()
    {
        var key = await repository.KeyAsync();
        using var place = new TemporaryDirectory();
        var password = place.Write("other.password", "another");

        var outcome = await repository.Drayage.Against(registry).RunAsync(["release", .. key, "--key-password", $"file:{password}"]);

        outcome.Refused(2, "cannot be used", "the password is wrong", "openssl pkey");
        Assert.False(File.Exists(Path.Combine(repository.Dist, "waybill.dsse.json")));
        Assert.DoesNotContain(registry.Served, request => request.Method is not ("GET" or "HEAD"));
    }

    private void RequireNothingHappened()
    {
        Assert.False(Directory.Exists(repository.Dist));
        Assert.DoesNotContain(registry.Served, request => request.Method is not ("GET" or "HEAD"));
    }
}
