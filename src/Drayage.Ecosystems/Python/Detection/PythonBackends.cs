namespace Drayage.Ecosystems.Python.Detection;

/// <summary>Tells the backend from <c>build-system.build-backend</c>.</summary>
internal static class PythonBackends
{
    /// <summary>
    /// PEP 517: without a backend it is setuptools. A backend found by <c>backend-path</c> is the one of its name: projects put
    /// wrappers there under names of their own, and backends that build themselves.
    /// </summary>
    public static PythonBackend Of(PyProject project) => (project.Backend?.Value.Split('.', ':')[0]) switch
    {
        null or "setuptools" => PythonBackend.Setuptools,
        "hatchling" => PythonBackend.Hatchling,
        "poetry" or "poetry_dynamic_versioning" => PythonBackend.Poetry,
        "flit_core" or "flit" => PythonBackend.Flit,
        "maturin" => PythonBackend.Maturin,
        "scikit_build_core" => PythonBackend.ScikitBuildCore,
        "pdm" => PythonBackend.Pdm,
        "uv_build" => PythonBackend.UvBuild,
        "mesonpy" => PythonBackend.Meson,
        _ => PythonBackend.Other,
    };

    /// <summary>As its own documentation calls it.</summary>
    public static string NameOf(PythonProject project) => project.Backend switch
    {
        PythonBackend.Setuptools => "setuptools",
        PythonBackend.Hatchling => "hatchling",
        PythonBackend.Poetry => "poetry-core",
        PythonBackend.Flit => "flit_core",
        PythonBackend.Maturin => "maturin",
        PythonBackend.ScikitBuildCore => "scikit-build-core",
        PythonBackend.Pdm => "pdm-backend",
        PythonBackend.UvBuild => "uv_build",
        PythonBackend.Meson => "meson-python",
        _ => project.PyProject?.Backend?.Value ?? "unknown",
    };

    /// <summary>True where wheels hold compiled code, so that there is one for each platform.</summary>
    public static bool BuildsNativeCode(PythonProject project) =>
        project.Backend is PythonBackend.Maturin or PythonBackend.ScikitBuildCore or PythonBackend.Meson
        || project.HasExtensionModules
        || project.PyProject?.Tool("setuptools")?.Contains("ext-modules") == true
        || project.PyProject?.Tool("setuptools-rust") is not null;
}
