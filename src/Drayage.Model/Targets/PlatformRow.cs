namespace Drayage.Model.Targets;

/// <summary>One platform in the vocabularies of the ecosystems; null where an ecosystem does not know it.</summary>
internal sealed record PlatformRow(TargetPlatform Platform)
{
    public string? RustGnu { get; init; }

    public string? RustMusl { get; init; }

    public string? RustMsvc { get; init; }

    /// <summary>The triple where the system has one convention only.</summary>
    public string? RustOnly { get; init; }

    /// <summary>The part of a .NET runtime identifier after the operating system.</summary>
    public string? RidArchitecture { get; init; }

    public string? NodeCpu { get; init; }

    /// <summary>The architecture in Python's platform tags; on Windows the whole tag.</summary>
    public string? Python { get; init; }

    /// <summary>The oldest C library or macOS that wheels of this platform exist for.</summary>
    public (int Major, int Minor) PythonBaseline { get; init; } = (2, 17);

    public string? Debian { get; init; }
}
