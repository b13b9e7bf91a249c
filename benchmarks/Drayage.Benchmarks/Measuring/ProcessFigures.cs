using System.Globalization;

namespace Drayage.Benchmarks.Measuring;

/// <summary>What the kernel tells of a running process: proc(5).</summary>
internal static class ProcessFigures
{
    private const double TicksPerSecond = 100;

    /// <summary>Processor seconds so far, without those of children; zero for a process that is gone.</summary>
    public static double CpuSeconds(int process)
    {
        if (Read(process, "stat") is not { } stat)
        {
            return 0;
        }

        // The second field is the name in parentheses, which may hold spaces; user and system time are the 14th and 15th.
        string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond;
    }

    /// <summary>The most resident memory so far (VmHWM) in bytes; zero for a process that is gone.</summary>
    public static long PeakBytes(int process)
    {
        string? line = Read(process, "status")?.Split('\n').FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return line is null ? 0 : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
    }

    private static string? Read(int process, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/{file}");
        }
        catch (IOException)
        {
            return null;
        }
    }
}
