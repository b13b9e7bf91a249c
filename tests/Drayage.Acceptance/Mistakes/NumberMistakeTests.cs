using Drayage.Testing;
using Xunit;

namespace Drayage.Acceptance.Mistakes;

/// <summary>Numbers that an option cannot take, before anything else is looked at.</summary>
public sealed class NumberMistakeTests
{
    private const int Usage = 2;

    [Theory]
    [InlineData("build", "-j", "0", "-j: 0 is too small")]
    [InlineData("release", "--jobs", "-3", "--jobs: -3 is too small")]
    [InlineData("rehearse", "-j", "0", "-j: 0 is too small")]
    [InlineData("build", "-j", "x", "'x' for option '--jobs': it takes a whole number")]
    [InlineData("stats", "--days", "soon", "'soon' for option '--days': it takes a whole number")]
    public async Task A_number_that_will_not_do(string command, string option, string value, string error)
    {
        using var directory = new TemporaryDirectory();

        var outcome = (await new BuiltDrayage(directory.Path).RunAsync(command, option, value)).Ended(Usage);

        Assert.Contains(error, outcome.Error, StringComparison.Ordinal);
        Assert.Contains($"drayage {command} --help", outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", outcome.Error, StringComparison.Ordinal);
    }
}
