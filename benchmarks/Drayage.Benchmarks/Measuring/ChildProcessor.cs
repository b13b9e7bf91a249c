using System.Runtime.InteropServices;

namespace Drayage.Benchmarks.Measuring;

/// <summary>Processor time of finished children and of theirs: getrusage(2) with RUSAGE_CHILDREN.</summary>
internal static partial class ChildProcessor
{
    private const int Children = -1;

    public static double Seconds()
    {
        if (GetResourceUsage(Children, out ResourceUsage usage) != 0)
        {
            throw new InvalidOperationException($"getrusage failed with {Marshal.GetLastPInvokeErrorMessage()}");
        }

        return usage.UserSeconds + usage.SystemSeconds + ((usage.UserMicroseconds + usage.SystemMicroseconds) / 1e6);
    }

    [LibraryImport("libc", EntryPoint = "getrusage", SetLastError = true)]
    private static partial int GetResourceUsage(int who, out ResourceUsage usage);

    // Two struct timeval, then fourteen longs that are of no interest here.
    [StructLayout(LayoutKind.Sequential, Size = 18 * sizeof(long))]
    private struct ResourceUsage
    {
        public long UserSeconds;
        public long UserMicroseconds;
        public long SystemSeconds;
        public long SystemMicroseconds;
    }
}
