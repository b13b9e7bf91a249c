using Drayage.Acceptance.Repositories;
using Xunit;

namespace Drayage.Acceptance.Drafts;

/// <summary>What <c>drayage init</c> writes for a repository can be planned as it is.</summary>
public sealed class DraftedReleaseTests
{
    [Fact]
    public async Task Two_packages_of_one_version_with_tags_of_their_own_get_a_release_each()
    {
        using var repository = await MiniRepository.CreateAsync(directory =>
        {
            directory.Write("js/tide-a/package.json", """{ "name": "tide-a", "version": "1.4.0" }""");
            directory.Write("js/tide-b/package.json", """{ "name": "tide-b", "version": "1.4.0" }""");
            directory.Write("js/tide-c/package.json", """{ "name": "tide-c", "version": "2.0.0" }""");
        });
        File.Delete(repository.Directory["drayage.yaml"]);
        (await repository.Drayage.RunAsync("init")).Ended(0);

        (await repository.Drayage.RunAsync("check", "config")).Ended(0);
        var plan = (await repository.Drayage.RunAsync("plan")).Ended(0).Output;

        Assert.Contains("github/tide-a-v1.4.0", plan, StringComparison.Ordinal);
        Assert.Contains("github/tide-b-v1.4.0", plan, StringComparison.Ordinal);
        Assert.Contains("github/tide-c-v2.0.0", plan, StringComparison.Ordinal);
    }
}
