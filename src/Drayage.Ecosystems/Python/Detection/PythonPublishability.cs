using Drayage.Formats.Toml;
using Drayage.Model.Detection;

namespace Drayage.Ecosystems.Python.Detection;

/// <summary>Whether the usual clients would build and upload the distribution.</summary>
internal static class PythonPublishability
{
    /// <param name="isManagedByUv">True where uv's rule holds that a project without a build system is no package.</param>
    public static Publishability Of(PythonProject project, bool isManagedByUv)
    {
        if (NotPackaged(project, isManagedByUv) is { } reason)
            return reason;
        // The index refuses every classifier that begins so (packaging.python.org, "Private ::").
        if (project.Classifiers.FirstOrDefault(classifier => classifier.Value.StartsWith("Private ::", StringComparison.OrdinalIgnoreCase)) is { } hidden)
            return new Publishability(false, $"classifier \"{hidden.Value}\"", hidden.At);
        if (project.Version is PackageVersion.None none)
            return new Publishability(false, none.Reason);
        return project.PyProject is { BuildSystem: null }
            ? new Publishability(true, "default: without a [build-system] setuptools builds it")
            : new Publishability(true, "default");
    }

    /// <summary>Why no wheel comes of it at all; null where one does.</summary>
    public static Publishability? NotPackaged(PythonProject project, bool isManagedByUv)
    {
        if (project.PyProject?.Tool("uv")?.GetBoolean("package") is { } package)
        {
            if (!package.Value)
                return new Publishability(false, "tool.uv.package = false", package.At);
            isManagedByUv = false;
        }

        if (project.PyProject?.Tool("poetry")?.GetBoolean("package-mode") is TomlBoolean { Value: false } mode)
            return new Publishability(false, "tool.poetry.package-mode = false", mode.At);
        return isManagedByUv && project.PyProject is { BuildSystem: null }
            ? new Publishability(false, "no [build-system]: uv does not package it", project.Name.At)
            : null;
    }
}
