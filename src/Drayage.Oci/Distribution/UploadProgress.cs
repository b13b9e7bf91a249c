namespace Drayage.Oci.Distribution;

/// <summary>How far an upload has come.</summary>
/// <param name="Session">Where it goes on.</param>
/// <param name="Offset">Bytes that the registry has.</param>
internal sealed record UploadProgress(UploadSession Session, long Offset);
