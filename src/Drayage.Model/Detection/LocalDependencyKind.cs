namespace Drayage.Model.Detection;

/// <summary>When a <see cref="LocalDependency"/> is needed.</summary>
public enum LocalDependencyKind
{
    /// <summary>By everybody who uses the package.</summary>
    Runtime,

    /// <summary>While the package is built from source: build scripts, build-system requirements.</summary>
    Build,

    /// <summary>By the package's own tests, examples and benchmarks.</summary>
    Development,
}
