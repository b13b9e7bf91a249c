using Drayage.Model;

namespace Drayage.Listening;

/// <summary>A release that somebody says is there. Nothing of it is believed before its waybill is checked.</summary>
/// <param name="Tag">Tag of the release.</param>
/// <param name="Waybill">Digest of its waybill, where it was told.</param>
public sealed record ReleaseReference(string Tag, Digest? Waybill);
