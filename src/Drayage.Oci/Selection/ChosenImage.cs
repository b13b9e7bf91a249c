using Drayage.Oci.Content;
using Drayage.Oci.Documents;

namespace Drayage.Oci.Selection;

/// <summary>An image, whole or for chosen platforms.</summary>
/// <param name="Source">Where it is read; knows the index that choosing has made.</param>
/// <param name="Root">The manifest or index that is meant.</param>
/// <param name="Whole">The manifest or index that was named.</param>
public sealed record ChosenImage(IImageSource Source, ManifestDocument Root, ManifestDocument Whole)
{
    /// <summary>Whether the root is an index that the source does not hold: its digest is a new one.</summary>
    public bool IsNewIndex { get; init; }
}
