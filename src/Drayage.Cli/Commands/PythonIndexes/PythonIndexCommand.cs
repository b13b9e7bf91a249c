using System.CommandLine;

namespace Drayage.Cli.Commands.PythonIndexes;

/// <summary><c>drayage python-index</c></summary>
internal static class PythonIndexCommand
{
    public static Command Create(Composition composition) => new("python-index", "Give pip an index where GitHub has none: over OCI registries, or as a static site over release files.")
    {
        PythonIndexBuildCommand.Create(composition),
        PythonIndexServeCommand.Create(composition),
        PythonIndexYankCommand.Create(composition),
    };
}
