using Drayage.Model.Detection;
using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.Python.Detection.Versions;

/// <summary>pdm-backend: <c>[tool.pdm.version]</c> (backend.pdm-project.org/metadata).</summary>
internal static class PdmVersion
{
    public static PackageVersion Of(SourceTree tree, PyProject project)
    {
        var table = project.Tool("pdm")?.GetTable("version");
        var source = table?.GetString("source");
        if (source?.Value == "file" && table!.GetString("path") is { } path)
            return VersionSources.InFile(tree, project, path, "pdm file", PythonAssignment.FindVersion);
        return VersionSources.Dynamic(source is null ? "pdm-backend" : $"pdm {source.Value}", source?.At ?? project.Backend?.At);
    }
}
