using System.Runtime.InteropServices;

namespace Drayage.Platform.Processes;

/// <summary>The heap of the C library, in which compressors, digests and TLS keep their state.</summary>
public static partial class NativeHeap
{
    /// <summary><c>M_TRIM_THRESHOLD</c> of mallopt(3).</summary>
    private const int TrimThreshold = -1;

    private const int Threshold = 128 * 1024;

    /// <summary>
    /// Has the C library hand freed memory back to the system, from 128 KiB on. A C library that does not
    /// know the setting keeps its own ways.
    /// </summary>
    /// <remarks>
    /// Left alone, glibc raises its thresholds to the largest block ever freed, up to 32 MiB a thread: the state of the
    /// compressors then stays resident to the end of the process.
    /// </remarks>
    public static void ReturnFreed()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        try
        {
            _ = Set(TrimThreshold, Threshold);
        }
        catch (EntryPointNotFoundException)
        {
        }
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Set(int parameter, int value);
}
