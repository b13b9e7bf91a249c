namespace Drayage.Model.Detection;

/// <summary>Something in the repository that looks like an accident.</summary>
/// <param name="Code">Stable kebab-case id: <c>test-project-packable</c>, <c>unshipped-package</c>, <c>version-disagreement</c>, <c>unreadable-manifest</c> ….</param>
/// <param name="Message">One line that names the package.</param>
/// <param name="Hint">What to change, and where.</param>
public sealed record CatalogWarning(string Code, string Message, SourceLocation? At, string? Hint)
{
    public const string UnreadableManifest = "unreadable-manifest";

    /// <summary>A manifest that its reader refused; the other manifests are read all the same.</summary>
    public static CatalogWarning Unreadable(string manifest, ReleaseException cause)
    {
        var reason = cause.Because ?? cause.Message;
        if (cause.At is { } at && reason.StartsWith($"{at}: ", StringComparison.Ordinal))
            reason = reason[$"{at}: ".Length..];
        return new CatalogWarning(UnreadableManifest, $"{manifest} cannot be read: {reason}", cause.At ?? new SourceLocation(manifest, 1, 1), cause.Hint);
    }
}
