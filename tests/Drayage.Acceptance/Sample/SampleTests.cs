using System.Text.RegularExpressions;
using Drayage.Testing;
using Xunit;

namespace Drayage.Acceptance.Sample;

/// <summary>The sample is a sound project in the eyes of every toolchain, before Drayage touches it.</summary>
public sealed partial class SampleTests : IAsyncLifetime
{
    private SampleFixture sample = null!;

    public async ValueTask InitializeAsync() => sample = await SampleFixture.StartAsync();

    public ValueTask DisposeAsync()
    {
        sample.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Rust_tests_pass()
    {
        var result = await Tool("cargo", "").RunAsync("test", "--offline", "--locked", "--workspace");
        Assert.Equal(13, Passed().Matches(result.Succeeded().Output).Sum(match => int.Parse(match.Groups["count"].Value)));
    }

    [Fact]
    public async Task Go_tests_pass()
    {
        var result = await Tool("go", "go/tide-api").With("GOPROXY", "off").RunAsync("test", "./...");
        Assert.Equal(2, result.Succeeded().Output.Split('\n').Count(line => line.StartsWith("ok ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Python_tests_pass() =>
        Assert.Contains("Ran 5 tests", (await Tool("/usr/bin/python3", "python").RunAsync("-m", "unittest")).Succeeded().Error);

    [Fact]
    public async Task JavaScript_tests_pass() =>
        Assert.Matches("pass 4\n", (await Tool("node", "npm/client").RunAsync("--test")).Succeeded().Output);

    [Fact]
    public async Task DotNet_tests_pass() =>
        Assert.EndsWith("all passed\n", (await Tool("dotnet", "dotnet").RunAsync("run", "--project", "tests/Tidewater.TideTable.Tests")).Succeeded().Output);

    [Fact]
    public async Task The_command_line_needs_no_libraries()
    {
        (await Tool("cargo", "").RunAsync("build", "--release", "--offline", "--locked")).Succeeded();
        var program = Path.Combine(sample.Root, "target/release/tidewater");
        Assert.Contains("statically linked", (await Tool("ldd", "").RunAsync(program)).Succeeded().Output);
        Assert.Equal("tidewater 0.4.0\n", (await Tool(program, "").RunAsync("--version")).Succeeded().Output);
    }

    [Fact]
    public async Task No_toolchain_changes_a_tracked_file()
    {
        (await Tool("cargo", "").RunAsync("metadata", "--offline", "--format-version", "1")).Succeeded();
        (await Tool("npm", "npm/client").RunAsync("ci", "--offline", "--ignore-scripts", "--no-audit")).Succeeded();
        (await Tool("dotnet", "dotnet").RunAsync("restore", "src/Tidewater.TideTable", "--locked-mode")).Succeeded();
        Assert.Equal("", await sample.Git.RunAsync("status", "--porcelain"));
    }

    private Peer Tool(string program, string directory) => Peer.Require(program).In(Path.Combine(sample.Root, directory));

    [GeneratedRegex(@"^test result: ok\. (?<count>\d+) passed", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Passed();
}
