namespace Drayage.Model;

/// <summary>A place in a text file. <see cref="Line"/> and <see cref="Column"/> count from 1; columns count UTF-16 units.</summary>
/// <param name="Path">Repository-relative path with forward slashes, or the path as the user gave it.</param>
public sealed record SourceLocation(string Path, int Line, int Column)
{
    /// <summary>Of what stands in no file.</summary>
    public static SourceLocation Nowhere { get; } = new("", 0, 0);

    public override string ToString() => Line == 0 ? Path : $"{Path}:{Line}:{Column}";
}
