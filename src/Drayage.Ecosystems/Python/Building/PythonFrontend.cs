using Drayage.Model.Planning;

namespace Drayage.Ecosystems.Python.Building;

/// <summary>The program that calls the build backend.</summary>
internal abstract record PythonFrontend
{
    private PythonFrontend()
    {
    }

    public abstract string Description { get; }

    /// <summary>Turns the planned <c>python -m build</c> into this frontend's command.</summary>
    public abstract PlannedCommand Adapt(PlannedCommand planned);

    /// <summary><c>python -m build</c>.</summary>
    public sealed record Build(string Python, bool IsIsolated) : PythonFrontend
    {
        public override string Description => IsIsolated
            ? $"{Python} -m build; the backend is installed for this build"
            : $"{Python} -m build with the backend that this interpreter has";

        // What the backend itself requires is the distribution's business; what the project requires is checked before.
        public override PlannedCommand Adapt(PlannedCommand planned) => planned with
        {
            Program = Python,
            Arguments = IsIsolated ? planned.Arguments : [.. planned.Arguments.Take(2), "--no-isolation", "--skip-dependency-check", .. planned.Arguments.Skip(2)],
        };
    }

    /// <summary><c>uv build</c>, which takes the same flags under other names.</summary>
    public sealed record Uv(string Program, string? Python, bool IsIsolated) : PythonFrontend
    {
        public override string Description => $"{Program} build";

        public override PlannedCommand Adapt(PlannedCommand planned) => planned with
        {
            Program = Program,
            Arguments =
            [
                "build",
                .. Python is null ? Array.Empty<string>() : ["--python", Python],
                .. IsIsolated ? Array.Empty<string>() : ["--no-build-isolation"],
                .. planned.Arguments.Skip(2).Select(argument => argument == "--outdir" ? "--out-dir" : argument),
            ],
        };
    }
}
