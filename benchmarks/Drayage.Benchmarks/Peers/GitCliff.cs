using System.Diagnostics;

namespace Drayage.Benchmarks.Peers;

/// <summary>git-cliff, installed by npm into a directory of the user's cache where it is not on PATH.</summary>
internal static class GitCliff
{
    private const string Package = "git-cliff@2.14.2";

    /// <summary>The program itself, without the script that npm puts before it; null, and a word on standard error, where it cannot be had.</summary>
    public static string? Find()
    {
        if (Setting.OnPath("git-cliff") is { } installed)
        {
            return installed;
        }

        string cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } named
            ? named
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        string home = Directory.CreateDirectory(Path.Combine(cache, "drayage-bench", "git-cliff")).FullName;
        if (Program(home) is null && Setting.OnPath("npm") is { } npm)
        {
            using Process install = Process.Start(new ProcessStartInfo(npm, ["install", "--prefix", home, "--no-audit", "--no-fund", "--silent", Package]))!;
            install.WaitForExit();
        }

        if (Program(home) is { } program)
        {
            return program;
        }

        Console.Error.WriteLine($"bench: git-cliff is skipped: it is not on PATH, and npm could not install {Package}");
        return null;
    }

    private static string? Program(string home)
    {
        string modules = Path.Combine(home, "node_modules");
        return Directory.Exists(modules)
            ? Directory.EnumerateDirectories(modules, "git-cliff-*").Select(platform => Path.Combine(platform, "bin", "git-cliff")).FirstOrDefault(File.Exists)
            : null;
    }
}
