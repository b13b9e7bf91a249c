namespace Drayage.Workflows.Publishing;

internal enum PublicationForm
{
    /// <summary>Bytes are sent.</summary>
    Upload,

    /// <summary>An index of images that are there already.</summary>
    Index,

    /// <summary>From one registry to another, or from one tag to another.</summary>
    Copy,

    /// <summary>A page or a name is made: a GitHub release, a tag.</summary>
    Create,
}
