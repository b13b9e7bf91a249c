using System.Collections.Immutable;
using Drayage.Ecosystems.Python.Building;
using Drayage.Model;
using Drayage.Model.Components;
using Drayage.Model.Detection;
using Drayage.Model.Planning;
using Drayage.Pipeline.Building;
using Xunit;

namespace Drayage.Tests.Ecosystems.Python.Building;

public sealed class PythonFrontendsTests
{
    private static readonly PlannedCommand Planned = new() { Program = "python3", Arguments = ["-m", "build", "--outdir", "${out}", "--wheel", "${root}/python"] };

    [Theory]
    [InlineData("python3=ok", "", "python3 -m build --no-isolation --skip-dependency-check --outdir ${out} --wheel ${root}/python")]
    [InlineData("python3=hatchling is not installed; /usr/bin/python3=ok", "", "/usr/bin/python3 -m build --no-isolation --skip-dependency-check --outdir ${out} --wheel ${root}/python")]
    [InlineData("python3=hatchling is not installed; /usr/bin/python3=none", "", "python3 -m build --outdir ${out} --wheel ${root}/python")]
    [InlineData("python3=hatchling is not installed; uv=ok", "", "/bin/uv build --out-dir ${out} --wheel ${root}/python")]
    [InlineData("python3=ok; uv=ok", "true", "/bin/uv build --out-dir ${out} --wheel ${root}/python")]
    [InlineData("python3=ok; uv=ok", "false", "/bin/uv build --no-build-isolation --out-dir ${out} --wheel ${root}/python")]
    [InlineData("python3=hatchling>=9 is not met by 1.0", "false", "python3 -m build --no-isolation --skip-dependency-check --outdir ${out} --wheel ${root}/python")]
    [InlineData("python3=ok", "true", "python3 -m build --outdir ${out} --wheel ${root}/python")]
    public async Task ChoosesByWhatTheMachineHas(string machine, string isolation, string command)
    {
        var frontend = await Frontends(machine, isolation).ChooseAsync(CancellationToken.None);

        var adapted = frontend.Adapt(Planned);

        Assert.Equal(command, $"{adapted.Program} {string.Join(' ', adapted.Arguments)}");
    }

    [Fact]
    public async Task SaysWhatIsMissing()
    {
        var refusal = await Assert.ThrowsAsync<ReleaseException>(() => Frontends("python3=none; /usr/bin/python3=none", "").ChooseAsync(CancellationToken.None));

        Assert.Contains("python3 has no module build\n/usr/bin/python3 has no module build", refusal.Because, StringComparison.Ordinal);
    }

    private static PythonFrontends Frontends(string machine, string isolation)
    {
        var settings = ImmutableSortedDictionary<string, string>.Empty.Add(PythonBuild.Requirements, "hatchling").Add(PythonBuild.AnyPython, "true");
        var step = new BuildStep
        {
            Id = "tide/distribution",
            Component = ComponentId.Parse("tide"),
            Ecosystem = EcosystemName.Python,
            Inputs = [],
            Outputs = [],
            Commands = [Planned],
            Settings = isolation.Length == 0 ? settings : settings.Add(PythonBuild.Isolation, isolation),
        };
        return new PythonFrontends(step, new Machine(machine.Split("; ").Select(tool => tool.Split('=', 2)).ToDictionary(tool => tool[0], tool => tool[1])));
    }

    /// <summary>A machine with these interpreters, each with its answer: <c>ok</c>, <c>none</c> for no build module, or what it lacks.</summary>
    private sealed class Machine(Dictionary<string, string> tools) : IStepRun
    {
        public string Root => "/repo";

        public string Out => "/out";

        public long Epoch => 0;

        public Task RunCommandsAsync(Func<PlannedCommand, PlannedCommand>? adapt, CancellationToken cancellationToken) => Task.CompletedTask;

        public string? FindProgram(string name) => !tools.ContainsKey(name) ? null : name.StartsWith('/') ? name : "/bin/" + name;

        public Task<(int ExitCode, string Output)> AskAsync(string program, ImmutableArray<string> arguments, CancellationToken cancellationToken) =>
            Task.FromResult(tools.GetValueOrDefault(program, "none") switch
            {
                "ok" => (0, ""),
                "none" => (3, ""),
                var missing => (0, missing + "\n"),
            });

        public void Log(string line)
        {
        }
    }
}
