using Drayage.Oci.Content;

namespace Drayage.Oci.Copying;

/// <summary>What came of copying to one of several targets.</summary>
/// <param name="Target">Which.</param>
public abstract record CopyOutcome(IImageTarget Target)
{
    /// <summary>All is there.</summary>
    public sealed record Done(IImageTarget Target, CopyReport Report) : CopyOutcome(Target);

    /// <summary>It stopped; the other targets went on.</summary>
    /// <param name="Cause">
    /// A <see cref="Distribution.RegistryException"/>, a <see cref="Model.ReleaseException"/> or a failure of the disk.
    /// </param>
    public sealed record Failed(IImageTarget Target, Exception Cause) : CopyOutcome(Target);
}
