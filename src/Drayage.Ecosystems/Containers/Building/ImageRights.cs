using Drayage.Model.Planning;

namespace Drayage.Ecosystems.Containers.Building;

/// <summary>Modes and owners as the settings state them. Paths within images have no leading slash.</summary>
internal sealed class ImageRights(ContainerSettings settings)
{
    public PackedFile Apply(PackedFile file)
    {
        var owner = OwnerOf(file.Path);
        return file with { Mode = ModeOf(file.Path) ?? file.Mode, UserId = owner.UserId, GroupId = owner.GroupId };
    }

    public PackedDirectory Apply(PackedDirectory directory)
    {
        var owner = OwnerOf(directory.Path);
        return directory with { Mode = ModeOf(directory.Path) ?? directory.Mode, UserId = owner.UserId, GroupId = owner.GroupId };
    }

    /// <summary>Whether the settings say anything of the directory.</summary>
    public bool Touch(string directory) =>
        ModeOf(directory) is not null || settings.Owners.Keys.Any(path => IsAtOrBelow(directory, Bare(path)));

    /// <summary>A path of the settings that none of those in the image matches; null when there is none.</summary>
    public string? Unmatched(IReadOnlyCollection<string> inside) =>
        settings.Modes.Keys.FirstOrDefault(path => !inside.Contains(Bare(path)))
        ?? settings.Owners.Keys.FirstOrDefault(path => !inside.Any(file => IsAtOrBelow(file, Bare(path))));

    private int? ModeOf(string path) => settings.Modes.Where(entry => Bare(entry.Key) == path).Select(entry => (int?)entry.Value).FirstOrDefault();

    /// <summary>The longest path that leads there decides.</summary>
    private PathOwner OwnerOf(string path) => settings.Owners
        .Where(entry => IsAtOrBelow(path, Bare(entry.Key)))
        .OrderByDescending(entry => Bare(entry.Key).Length)
        .Select(entry => entry.Value)
        .FirstOrDefault(new PathOwner(0, 0));

    private static bool IsAtOrBelow(string path, string top) =>
        top.Length == 0 || path == top || (path.StartsWith(top, StringComparison.Ordinal) && path[top.Length] == '/');

    private static string Bare(string path) => path.Trim('/');
}
