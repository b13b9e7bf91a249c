namespace Drayage.Platform.Storage;

/// <summary>Puts a directory that was filled beside its place into that place at once.</summary>
public static class ReplacedDirectory
{
    /// <summary>
    /// On Linux the two change places in one step, so that whoever looks sees the old one or the new one. Elsewhere, and on file systems
    /// that cannot, there is a moment with neither.
    /// </summary>
    /// <param name="filled">On the same file system as <paramref name="place"/>; gone afterwards.</param>
    /// <param name="place">What stands there is deleted.</param>
    public static void Move(string filled, string place)
    {
        if (!Directory.Exists(place))
        {
            Directory.Move(filled, place);
        }
        else if (NativeFiles.TryExchange(filled, place))
        {
            Directory.Delete(filled, recursive: true);
        }
        else
        {
            var aside = $"{filled}.old";
            Directory.Move(place, aside);
            Directory.Move(filled, place);
            Directory.Delete(aside, recursive: true);
        }

        NativeFiles.FlushDirectory(Path.GetDirectoryName(place)!);
    }
}
