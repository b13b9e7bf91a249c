using Drayage.Model;
using Drayage.Model.Planning;
using Drayage.Pipeline.Building;

namespace Drayage.Ecosystems.Python.Building;

/// <summary>
/// Chooses what to build with: an interpreter that has the build module and everything that <c>[build-system]</c> requires needs no
/// index; otherwise uv, or an interpreter that can install the backend for the build.
/// </summary>
internal sealed class PythonFrontends(BuildStep step, IStepRun run)
{
    // On Debian the system's interpreter has the packaged backends, while another may stand first on PATH.
    private const string SystemPython = "/usr/bin/python3";

    private const string Question = """
        import sys
        sys.path.pop(0)
        import importlib.metadata, importlib.util
        if importlib.util.find_spec("build") is None:
            sys.exit(3)
        from packaging.requirements import Requirement
        for text in sys.argv[1:]:
            need = Requirement(text)
            if need.marker and not need.marker.evaluate():
                continue
            try:
                have = importlib.metadata.version(need.name)
            except importlib.metadata.PackageNotFoundError:
                print(text, "is not installed")
                continue
            if not need.specifier.contains(have, prereleases=True):
                print(text, "is not met by", have)
        """;

    private bool? Isolation => step.Settings.TryGetValue(PythonBuild.Isolation, out var text) ? text == "true" : null;

    public async Task<PythonFrontend> ChooseAsync(CancellationToken cancellationToken)
    {
        var uv = run.FindProgram("uv");
        if (uv is not null && Isolation is not null)
            return new PythonFrontend.Uv(uv, NamedPython, Isolation.Value);
        string? withBuild = null;
        var reasons = new List<string>();
        foreach (var python in Candidates())
        {
            var missing = await MissingAsync(python, cancellationToken);
            if (missing is null)
            {
                reasons.Add($"{python} has no module build");
                continue;
            }

            withBuild ??= python;
            if (Isolation != true && (missing.Length == 0 || Isolation == false))
                return new PythonFrontend.Build(python, IsIsolated: false);
            reasons.Add($"{python}: {missing}");
        }

        foreach (var reason in reasons)
            run.Log(reason);
        if (uv is not null)
            return new PythonFrontend.Uv(uv, NamedPython, IsIsolated: true);
        return withBuild is not null ? new PythonFrontend.Build(withBuild, IsIsolated: true) : throw NoFrontend(reasons);
    }

    private string? NamedPython => step.Settings.ContainsKey(PythonBuild.AnyPython) ? null : step.Commands[0].Program;

    private IEnumerable<string> Candidates()
    {
        var named = step.Commands[0].Program;
        yield return named;
        if (NamedPython is null && run.FindProgram(SystemPython) is { } system && system != run.FindProgram(named))
            yield return system;
    }

    /// <summary>Which build requirements the interpreter lacks, empty for none; null where it lacks the build module itself.</summary>
    private async Task<string?> MissingAsync(string python, CancellationToken cancellationToken)
    {
        var requirements = step.Settings[PythonBuild.Requirements].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var (code, output) = await run.AskAsync(python, ["-c", Question, .. requirements], cancellationToken);
        return code == 0 ? output.Trim().Replace("\n", ", ") : null;
    }

    private ReleaseException NoFrontend(IEnumerable<string> reasons) => new(
        ExitCode.Refused,
        $"build step {step.Id} has nothing to build Python packages with",
        string.Join('\n', reasons.Prepend("uv is not on PATH")),
        "install uv (https://docs.astral.sh/uv), or: python3 -m pip install build, or Debian's python3-build with the project's backend");
}
