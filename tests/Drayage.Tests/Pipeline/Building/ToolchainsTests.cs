using System.Collections.Immutable;
using Drayage.Model.Components;
using Drayage.Model.Planning;
using Drayage.Pipeline.Building.Execution;
using Drayage.Platform.Processes;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Pipeline.Building;

/// <summary>A toolchain is asked its version once, and again as soon as anything that decides it has changed.</summary>
public sealed class ToolchainsTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();
    private ImmutableArray<KeyValuePair<string, string>> variables;

    public ToolchainsTests()
    {
        directory.WriteScript("bin/tool", $"echo asked >> '{directory["asked"]}'\ncat '{directory["home/.tool/version"]}'\n");
        directory.Write("home/.tool/version", "1.0\n");
        directory.MakeDirectory("repository");
        variables = [new("PATH", directory["bin"] + ":/usr/bin:/bin"), new("HOME", directory["home"])];
    }

    [Fact]
    public async Task A_second_run_in_another_repository_asks_nothing()
    {
        Assert.Equal("1.0", await VersionAsync());
        directory.MakeDirectory("other");
        Assert.Equal("1.0", await VersionAsync("other"));
        Assert.Equal(1, Asked);
    }

    [Fact]
    public async Task A_new_default_of_the_shim_is_seen()
    {
        await VersionAsync();
        directory.Write("home/.tool/version", "2.0.1\n");
        Assert.Equal("2.0.1", await VersionAsync());
    }

    [Fact]
    public async Task A_choice_in_the_repository_is_seen()
    {
        await VersionAsync();
        directory.Write("repository/.tool-version", "3\n");
        await VersionAsync();
        Assert.Equal(2, Asked);
    }

    [Fact]
    public async Task A_variable_that_chooses_is_seen()
    {
        await VersionAsync();
        variables = variables.Add(new("TOOL_VERSION", "nightly"));
        await VersionAsync();
        Assert.Equal(2, Asked);
    }

    [Fact]
    public async Task A_version_that_is_installed_beside_the_program_is_seen()
    {
        await VersionAsync();
        directory.MakeDirectory("bin/sdk/2.0");
        await VersionAsync();
        Assert.Equal(2, Asked);
    }

    [Fact]
    public async Task A_replaced_program_is_asked_anew()
    {
        await VersionAsync();
        directory.WriteScript("bin/tool", $"echo asked >> '{directory["asked"]}'\necho 4.0\n");
        Assert.Equal("4.0", await VersionAsync());
    }

    [Theory]
    [InlineData("not JSON")]
    [InlineData("")]
    public async Task A_broken_memory_is_none(string content)
    {
        directory.Write("cache/tools.json", content);
        Assert.Equal("1.0", await VersionAsync());
        Assert.Equal("1.0", await VersionAsync());
        Assert.Equal(1, Asked);
    }

    /// <summary>A home that is read-only, as in some containers.</summary>
    [Fact]
    public async Task Without_a_place_to_remember_every_run_asks()
    {
        directory.Write("cache", "a file where the directory would be");
        Assert.Equal("1.0", await VersionAsync());
        Assert.Equal("1.0", await VersionAsync());
        Assert.Equal(2, Asked);
    }

    private int Asked => File.ReadAllLines(directory["asked"]).Length;

    public void Dispose() => directory.Dispose();

    private async Task<string> VersionAsync(string repository = "repository")
    {
        var environment = ProcessEnvironment.FromVariables(variables, directory.Path);
        var tool = new ToolRequirement("tool", ["--version"], "install it")
        {
            DecidedBy =
            [
                new ToolSelector.InRepository(".tool-version"),
                new ToolSelector.InHome(".tool/version"),
                new ToolSelector.Variable("TOOL_VERSION"),
                new ToolSelector.BelowVariable("TOOL_HOME", "version"),
                new ToolSelector.BesideProgram("sdk"),
            ],
        };
        var step = new BuildStep { Id = "t/x", Component = ComponentId.Parse("t"), Ecosystem = "go", Inputs = [], Outputs = [], Tools = [tool] };
        var toolchains = new Toolchains(new StepProcesses(TestProcesses.Runner, environment), environment, directory[repository], directory["cache", "tools.json"]);
        return (await toolchains.FindAsync([step], TestContext.Current.CancellationToken))["tool"];
    }
}
