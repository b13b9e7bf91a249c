using Drayage.Testing;
using Xunit;

namespace Drayage.Acceptance.Mistakes;

/// <summary><c>drayage explain</c>, from logs and answers to causes.</summary>
public sealed class ExplainTests
{
    [Fact]
    public async Task A_log_is_explained_with_the_line_that_tells()
    {
        using var directory = new TemporaryDirectory();
        await File.WriteAllTextAsync(Path.Combine(directory.Path, "failed.log"), "pushing\ndenied: permission_denied: write_package\n", TestContext.Current.CancellationToken);
        var told = (await new BuiltDrayage(directory.Path).RunAsync("explain", "failed.log")).Ended(0);
        Assert.Contains("failed.log:2: denied: permission_denied: write_package", told.Output, StringComparison.Ordinal);
        Assert.Contains("Manage Actions access", told.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_success_is_not_explained()
    {
        using var directory = new TemporaryDirectory();
        await File.WriteAllTextAsync(Path.Combine(directory.Path, "good.log"), "pushed\n", TestContext.Current.CancellationToken);
        (await new BuiltDrayage(directory.Path).RunAsync("explain", "good.log")).Ended(1);
    }

    [Fact]
    public async Task An_unknown_id_names_the_nearest()
    {
        using var directory = new TemporaryDirectory();
        var told = (await new BuiltDrayage(directory.Path).RunAsync("explain", "pypi-file-exist")).Ended(2);
        Assert.Contains("drayage explain pypi-file-exists", told.Error, StringComparison.Ordinal);
    }
}
