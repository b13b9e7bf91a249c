using Drayage.Acceptance.Repositories;
using Drayage.Testing;
using Xunit;

namespace Drayage.Acceptance.Verification;

/// <summary>A release that people publish by hand is seen by nobody else until they do.</summary>
public sealed class DraftTests
{
    [Fact]
    public async Task A_draft_is_told_as_hidden_and_not_as_gone()
    {
        await using var registry = await RegistryFixture.StartAsync();
        using var repository = await MiniRepository.CreateAsync(directory => directory.Write(
            "drayage.yaml", MiniSources.Configuration.Replace("kind: github,", "kind: github, draft: true,", StringComparison.Ordinal)));
        (await repository.ReleaseAsync(registry)).Ended(0);

        var verified = (await repository.Drayage.Against(registry).RunAsync("verify")).Ended(1);

        Assert.Matches(@"differs +github/v1\.4\.0 +put SHA256SUMS +shows itself to its writers alone: a draft", verified.Output);
        Assert.DoesNotContain("is not there", verified.Output, StringComparison.Ordinal);
    }
}
