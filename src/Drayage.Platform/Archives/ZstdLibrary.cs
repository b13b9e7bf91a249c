using System.Runtime.InteropServices;
using Drayage.Model;

namespace Drayage.Platform.Archives;

/// <summary>
/// The system's libzstd, found at run time: Drayage runs without it as long as nobody asks for zstd. Interface of
/// version 1.4 and later.
/// </summary>
internal sealed unsafe class ZstdLibrary
{
    private const int CompressionLevel = 100;
    private const int ChecksumFlag = 201;

    private static readonly string[] Names = ["libzstd.so.1", "libzstd.1.dylib", "libzstd.dylib", "libzstd", "zstd"];
    private static readonly Lazy<ZstdLibrary?> System = new(() => Load(Names));

    private readonly delegate* unmanaged<nint> createContext;
    private readonly delegate* unmanaged<nint, nuint> freeContext;
    private readonly delegate* unmanaged<nint, int, int, nuint> setParameter;
    private readonly delegate* unmanaged<nint, byte*, nuint, byte*, nuint, nuint> compress;
    private readonly delegate* unmanaged<nuint, uint> isError;
    private readonly delegate* unmanaged<nuint, byte*> errorName;

    private ZstdLibrary(nint library)
    {
        createContext = (delegate* unmanaged<nint>)NativeLibrary.GetExport(library, "ZSTD_createCCtx");
        freeContext = (delegate* unmanaged<nint, nuint>)NativeLibrary.GetExport(library, "ZSTD_freeCCtx");
        setParameter = (delegate* unmanaged<nint, int, int, nuint>)NativeLibrary.GetExport(library, "ZSTD_CCtx_setParameter");
        compress = (delegate* unmanaged<nint, byte*, nuint, byte*, nuint, nuint>)NativeLibrary.GetExport(library, "ZSTD_compress2");
        isError = (delegate* unmanaged<nuint, uint>)NativeLibrary.GetExport(library, "ZSTD_isError");
        errorName = (delegate* unmanaged<nuint, byte*>)NativeLibrary.GetExport(library, "ZSTD_getErrorName");
    }

    /// <exception cref="ReleaseException">This system has none.</exception>
    public static ZstdLibrary Require() => System.Value ?? throw Absent();

    /// <summary>Null where none of the names leads to a library with what is needed here.</summary>
    internal static ZstdLibrary? Load(IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            if (!NativeLibrary.TryLoad(name, out var library))
                continue;
            try
            {
                return new ZstdLibrary(library);
            }
            catch (EntryPointNotFoundException)
            {
                NativeLibrary.Free(library);
            }
        }
        return null;
    }

    internal static ReleaseException Absent() => new(
        ExitCode.Refused,
        "zstd layers cannot be written on this machine",
        "the system library libzstd (1.4 or later) was not found",
        "install it (Debian: libzstd1, Fedora: libzstd, macOS: brew install zstd), or set compression: gzip in drayage.yaml");

    public nint NewContext(int level)
    {
        var context = createContext();
        if (context == 0)
            throw new InvalidOperationException("libzstd has no memory for a compression context");
        Check(setParameter(context, CompressionLevel, level));
        Check(setParameter(context, ChecksumFlag, 1));
        return context;
    }

    public void FreeContext(nint context) => freeContext(context);

    /// <summary>Writes one frame and returns its length in bytes.</summary>
    public int Compress(nint context, ReadOnlySpan<byte> plain, Span<byte> destination)
    {
        fixed (byte* from = plain)
        fixed (byte* to = destination)
            return (int)Check(compress(context, to, (nuint)destination.Length, from, (nuint)plain.Length));
    }

    private nuint Check(nuint result) => isError(result) == 0
        ? result
        : throw new InvalidDataException($"libzstd: {Marshal.PtrToStringUTF8((nint)errorName(result))}");
}
