using Drayage.Acceptance.Repositories;
using Drayage.Testing;
using Xunit;

namespace Drayage.Acceptance.Listening;

/// <summary>What cannot work is refused at the start, not with the first message.</summary>
public sealed class ListenMistakeTests
{
    [Theory]
    [InlineData("--webhook-secret", "hunter2", "names no secret")]
    [InlineData("--webhook-secret", "env:NOT_SET_HERE", "NOT_SET_HERE")]
    [InlineData("--bind", "everywhere", "no address to listen on")]
    [InlineData("--concurrency", "0", "too small")]
    [InlineData("--repository", "tide", "whose releases")]
    public async Task What_cannot_work_is_refused_at_the_start(string option, string value, string error)
    {
        using var directory = new TemporaryDirectory();
        using var key = new SealingKey();
        var drayage = new BuiltDrayage(directory.Path);
        await key.ArgumentsAsync(drayage);
        string[] repository = option == "--repository" ? [] : ["--repository", "example/tide"];

        var outcome = (await drayage.RunAsync(["listen", "--state", "state", "--key", key.PublicPath, .. repository, option, value])).Ended(2);

        Assert.Contains(error, outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", outcome.Error, StringComparison.Ordinal);
    }
}
