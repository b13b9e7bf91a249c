using System.Text;
using Drayage.Model;

namespace Drayage.Oci.Distribution;

/// <summary>
/// Notes on disk of the uploads under way, one small file each, so that a later process goes on where a killed one
/// stopped. A note names repository, digest and the session's address at the registry itself; no credential, and no
/// address elsewhere, which may be signed.
/// </summary>
/// <param name="directory">Made when the first note is written. Several processes may share it.</param>
public sealed class UploadNotes(string directory)
{
    /// <summary>The note of an upload, for this process alone; null when another one is busy with it or the disk refuses.</summary>
    internal UploadNote? Open(string origin, Digest digest)
    {
        try
        {
            System.IO.Directory.CreateDirectory(directory);
            var name = Digest.OfSha256(Encoding.UTF8.GetBytes($"{origin}@{digest}")).Hex;
            var path = Path.Combine(directory, name + ".json");
            var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            return new UploadNote(new FileStream(path, options), path, origin, digest);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // A note saves time; without it the upload is only not resumed after a kill.
            return null;
        }
    }
}
