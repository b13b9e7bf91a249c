using Drayage.Model;

namespace Drayage.Oci.References;

/// <summary>Where an image is, as command lines name it: in the words of skopeo's transports (containers-transports(5)).</summary>
public abstract record ImageLocation
{
    private ImageLocation()
    {
    }

    /// <summary><c>docker://host/repository[:tag][@digest]</c>, or the same without the transport.</summary>
    public sealed record InRegistry(ImageReference Reference) : ImageLocation
    {
        public override string ToString() => Reference.ToString();
    }

    /// <summary><c>oci:DIRECTORY[:reference]</c>, or the path of a layout alone.</summary>
    /// <param name="Directory">Full path.</param>
    /// <param name="Reference">A name or a digest; empty for the only image of the layout.</param>
    public sealed record InLayout(string Directory, string Reference) : ImageLocation
    {
        public override string ToString() => Reference.Length == 0 ? $"oci:{Directory}" : $"oci:{Directory}:{Reference}";
    }

    /// <summary><c>docker-archive:FILE[:repository:tag]</c>, or the path of the file alone.</summary>
    /// <param name="File">Full path.</param>
    /// <param name="Reference">A name, a digest or <c>@0</c>; empty for the only image of the archive.</param>
    public sealed record InArchive(string File, string Reference) : ImageLocation
    {
        public override string ToString() => Reference.Length == 0 ? $"docker-archive:{File}" : $"docker-archive:{File}:{Reference}";
    }

    /// <summary>Reads a location.</summary>
    /// <param name="text">As the user wrote it.</param>
    /// <param name="directory">Full path that relative paths begin at.</param>
    /// <exception cref="ReleaseException">The text is no location, or its transport is not offered here.</exception>
    public static ImageLocation Parse(string text, string directory) => new ImageLocationReader(directory).Read(text);
}
