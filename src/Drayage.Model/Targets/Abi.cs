namespace Drayage.Model.Targets;

/// <summary>The C library or compiler convention that a native program is linked for.</summary>
public enum Abi
{
    /// <summary>What the operating system expects: glibc on Linux, MSVC on Windows.</summary>
    Native,

    /// <summary>glibc on Linux, MinGW on Windows.</summary>
    Gnu,

    /// <summary>musl on Linux, for static programs and Alpine.</summary>
    Musl,

    /// <summary>The Microsoft toolchain on Windows.</summary>
    Msvc,
}
