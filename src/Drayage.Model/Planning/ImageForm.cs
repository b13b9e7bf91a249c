namespace Drayage.Model.Planning;

/// <summary>The media types that an image is written with.</summary>
public enum ImageFormat
{
    /// <summary>OCI image specification 1.1.</summary>
    Oci,

    /// <summary>Docker image manifest version 2, schema 2, for tools that know nothing else. It has no annotations.</summary>
    Docker,
}

/// <summary>How layers are compressed.</summary>
public enum LayerCompression
{
    Gzip,

    /// <summary>Through the system's libzstd.</summary>
    Zstd,
}

/// <summary>The modification times of the files in an image.</summary>
public enum FileTimes
{
    /// <summary>One second after 1970 began: a layer whose files are unchanged stays the same from release to release.</summary>
    Fixed,

    /// <summary>The commit's.</summary>
    Commit,
}
