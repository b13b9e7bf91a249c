using Xunit;

namespace Drayage.Acceptance.Versions;

/// <summary>Nightlies are stamped from the commit, without one, above all that is released.</summary>
public sealed class VersionStampTests
{
    // The fixture's first commit is of this day.
    private const string Day = "20231114";

    [Fact]
    public async Task A_stamp_is_above_what_is_released_and_comes_out_the_same_again()
    {
        using var repository = await GrownRepository.CreateAsync();

        (await repository.Drayage.RunAsync("version", "stamp")).Ended(0);
        repository.Says($"1.4.0-dev.{Day}", $"1.4.0.dev{Day}");
        var again = (await repository.Drayage.RunAsync("version", "stamp")).Ended(0);
        Assert.Contains("every place says so already", again.Output, StringComparison.Ordinal);
        repository.Says($"1.4.0-dev.{Day}", $"1.4.0.dev{Day}");

        // The release that the files announced is there: nightlies go on above it, from the files as committed or as stamped.
        await repository.GitAsync("tag", "v1.4.0");
        (await repository.Drayage.RunAsync("version", "stamp")).Ended(0);
        repository.Says($"1.4.1-dev.{Day}", $"1.4.1.dev{Day}");
        await repository.GitAsync("checkout", "--quiet", ".");
        (await repository.Drayage.RunAsync("version", "stamp")).Ended(0);
        repository.Says($"1.4.1-dev.{Day}", $"1.4.1.dev{Day}");
        Assert.Equal("1", await repository.GitAsync("rev-list", "--count", "HEAD"));
    }

    [Fact]
    public async Task A_stamp_has_the_form_that_is_asked_for_where_every_package_can_carry_it()
    {
        using var repository = await GrownRepository.CreateAsync();

        (await repository.Drayage.RunAsync("version", "stamp", "--as", "{{ base }}-dev.{{ day }}.g{{ sha7 }}"))
            .Refused(1, "cannot say version 1.4.0-dev.20231114.g", "PEP 440 allows one number after 'dev'", "spelling");
        (await repository.Drayage.RunAsync("version", "stamp", "--as", "nightly")).Refused(2, "'nightly' is no version", "--as", "{{ base }}-dev.{{ day }}");
        repository.Says("1.4.0", "1.4.0");

        (await repository.Drayage.RunAsync("version", "stamp", "--as", "{{ base }}-alpha.{{ day }}")).Ended(0);
        repository.Says($"1.4.0-alpha.{Day}", $"1.4.0a{Day}");
    }

    [Fact]
    public async Task Files_behind_the_tags_are_not_stamped()
    {
        using var repository = await GrownRepository.CreateAsync();
        await repository.GitAsync("tag", "v1.5.0");

        (await repository.Drayage.RunAsync("version", "stamp"))
            .Refused(1, "its version 1.4.0 is behind its tags", "v1.5.0 is released", "drayage version bump");
    }
}
