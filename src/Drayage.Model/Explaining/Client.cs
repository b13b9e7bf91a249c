namespace Drayage.Model.Explaining;

/// <summary>The programs whose messages are known. A set: of a line of a log it may be known only that one of several wrote it.</summary>
[Flags]
public enum Client
{
    /// <summary>Not known which.</summary>
    Unknown = 0,
    Twine = 1 << 0,
    Uv = 1 << 1,
    Pip = 1 << 2,
    Docker = 1 << 3,
    Buildx = 1 << 4,
    Podman = 1 << 5,
    Skopeo = 1 << 6,
    Helm = 1 << 7,
    Cargo = 1 << 8,
    Npm = 1 << 9,
    DotNet = 1 << 10,
    Gh = 1 << 11,
    Git = 1 << 12,

    /// <summary>The runner of GitHub Actions, and actions that run in it.</summary>
    Actions = 1 << 13,

    /// <summary>Whatever uploads to a Python index.</summary>
    Python = Twine | Uv | Pip,

    /// <summary>Whatever speaks the protocol of container registries.</summary>
    Containers = Docker | Buildx | Podman | Skopeo | Helm,

    /// <summary>Whatever speaks GitHub's REST interface.</summary>
    GitHub = Gh | Actions,
}
