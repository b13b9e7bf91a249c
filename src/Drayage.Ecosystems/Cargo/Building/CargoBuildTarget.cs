using Drayage.Model.Targets;

namespace Drayage.Ecosystems.Cargo.Building;

/// <summary>A platform and the triple by which rustc knows it.</summary>
public sealed record CargoBuildTarget(TargetPlatform Platform, string Triple)
{
    /// <summary>The triple as it stands in the names of environment variables.</summary>
    public string VariableName => Triple.ToUpperInvariant().Replace('-', '_').Replace('.', '_');

    /// <summary>The file name of a shared library.</summary>
    public string SharedLibrary(string name) => Platform.Os switch
    {
        "windows" => $"{name}.dll",
        "darwin" => $"lib{name}.dylib",
        _ => $"lib{name}.so",
    };
}
