namespace Drayage.Ecosystems.Python.Detection;

/// <summary>The build backends whose configuration detection understands.</summary>
internal enum PythonBackend
{
    Setuptools,
    Hatchling,
    Poetry,
    Flit,
    Maturin,
    ScikitBuildCore,
    Pdm,
    UvBuild,
    Meson,

    /// <summary>Any other, for instance one kept in the project's own tree.</summary>
    Other,
}
