namespace Drayage.Targets;

/// <summary>Where programs of this machine are looked for.</summary>
internal static class SearchPath
{
    // Daemons of Debian live in sbin, which is not on everyone's PATH.
    public static bool Has(string program) =>
        $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin:/sbin".Split(':')
            .Any(directory => File.Exists(Path.Combine(directory, program)));
}
