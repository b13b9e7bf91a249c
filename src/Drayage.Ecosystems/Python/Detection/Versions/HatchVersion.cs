using Drayage.Model.Detection;
using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.Python.Detection.Versions;

/// <summary><c>[tool.hatch.version]</c> (hatch.pypa.io/latest/version).</summary>
internal static class HatchVersion
{
    public static PackageVersion Of(SourceTree tree, PyProject project)
    {
        var table = project.Tool("hatch")?.GetTable("version");
        if (table is null)
            return new PackageVersion.None("[tool.hatch.version] is missing");
        var source = table.GetString("source");
        var path = table.GetString("path");
        switch (source?.Value ?? "regex")
        {
            case "regex" when path is not null:
                var pattern = table.GetString("pattern")?.Value;
                return VersionSources.InFile(tree, project, path, "hatch pattern", (text, file) => pattern is null
                    ? PythonAssignment.FindVersion(text, file)
                    : PythonAssignment.FindByPattern(text, file, pattern));
            case "code" when path is not null:
                var expression = table.GetString("expression")?.Value ?? "__version__";
                return VersionSources.InFile(tree, project, path, "hatch code", (text, file) => PythonAssignment.Find(text, file, expression));
            case "env":
                return VersionSources.Dynamic($"environment variable {table.GetString("variable")?.Value}", source!.At);
            case "vcs":
                return VersionSources.Dynamic("hatch-vcs", source!.At);
            case var other:
                return VersionSources.Dynamic(other, source?.At ?? table.At);
        }
    }
}
