namespace Drayage.Acceptance.Repositories;

/// <summary>Copies directories with everything below them.</summary>
internal static class DirectoryCopy
{
    public static void Copy(string from, string to, Func<string, bool> except)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from).Where(path => !except(path)))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        foreach (var child in Directory.EnumerateDirectories(from).Where(path => !except(path)))
            Copy(child, Path.Combine(to, Path.GetFileName(child)), except);
    }
}
