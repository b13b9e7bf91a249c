using System.Collections.Immutable;

namespace Drayage.Model.Explaining.Knowledge;

/// <summary>What goes wrong before an image reaches a registry.</summary>
public static class ImageBuildFailures
{
    public static KnownFailure BrokenContinuation { get; } = new()
    {
        Id = "shell-broken-continuation",
        Title = "a command of several lines ends too early",
        What = "The shell took a line that was meant as a continuation (`--no-cache …`) for a command of its own.",
        Why = "The backslash that continues a line has to be its last character. A comment or a space behind it ends the command there.",
        Remedies =
        [
            "Remove everything behind the backslash: `-t name:tag \\  # comment` has to become `-t name:tag \\`.",
            "Or keep the arguments in a bash array, where comments are allowed.",
        ],
        Signs =
        [
            "line *: --*: command not found",
            "line *: -*: command not found",
            "docker buildx build\" requires exactly 1 argument",
            "docker buildx build\" requires 1 argument",
            "docker build\" requires exactly 1 argument",
        ],
    };

    public static KnownFailure SeveralPlatforms { get; } = new()
    {
        Id = "buildx-driver-several-platforms",
        Title = "this builder cannot make several platforms",
        What = "buildx refused to build for more than one platform, or to load the result.",
        Why = "The default `docker` driver keeps images in the daemon's own store, which holds one platform each.",
        Remedies = ["Make a builder: `docker buildx create --use`, or docker/setup-buildx-action before the build.", "Use `--push` instead of `--load` for several platforms."],
        Signs =
        [
            "Multi-platform build is not supported for the docker driver",
            "multiple platforms feature is currently not supported for docker driver",
            "docker exporter does not currently support exporting manifest lists",
            "Cache export is not supported for the docker driver",
            "Attestation is not supported for the docker driver",
        ],
    };

    public static KnownFailure ForeignArchitecture { get; } = new()
    {
        Id = "build-foreign-architecture",
        Title = "a program of another architecture was run",
        What = "A step of the build, or the container, ended with `exec format error`.",
        Why = "The image is for another architecture than the machine, and no emulation is installed.",
        Remedies = ["Install emulation: docker/setup-qemu-action, or `docker run --privileged --rm tonistiigi/binfmt --install all`.", "Better: build each architecture on a runner of its own, or cross-compile."],
        Signs = ["exec format error", "exec /bin/sh: no such file or directory"],
    };

    public static KnownFailure NoDaemon { get; } = new()
    {
        Id = "docker-daemon-absent",
        Title = "no Docker daemon runs here",
        What = "The docker client found nothing to talk to.",
        Why = "The daemon is not started, the user may not use its socket, or the job runs in a container without it.",
        Remedies = ["Start it, or name it by DOCKER_HOST; the user has to be in the group `docker`.", "Drayage builds and pushes images without a daemon."],
        Signs = ["Cannot connect to the Docker daemon", "permission denied while trying to connect to the Docker daemon socket", "Is the docker daemon running"],
    };

    public static KnownFailure NoLocalImage { get; } = new()
    {
        Id = "docker-no-local-image",
        Title = "there is no image of this name to push",
        What = "The tag that should be pushed does not exist on this machine.",
        Why = "It was built in another job or under another tag, or buildx left it in its cache because neither `--load` nor `--push` was given.",
        Remedies = ["Push in the job that builds, with `docker buildx build --push`.", "See what is there: `docker image ls`."],
        Signs = ["An image does not exist locally with the tag", "tag does not exist:", "No output specified with docker-container driver", "image not known"],
    };

    public static KnownFailure BuildFileMissing { get; } = new()
    {
        Id = "docker-build-file-missing",
        Title = "the build does not find a file",
        What = "The Dockerfile, or a file that it copies, is not in the build context.",
        Why = "The context is the directory at the end of the command, and paths count from there; `.dockerignore` hides files; what an earlier job built has to be downloaded first.",
        Remedies = ["Name Dockerfile and context: `docker build -f docker/Dockerfile .`.", "Check `.dockerignore`, and download artifacts before the build."],
        Signs =
        [
            "failed to read dockerfile",
            "failed to compute cache key * not found",
            "failed to calculate checksum of ref * not found",
            "COPY failed: file not found in build context",
            "unable to evaluate symlinks in Dockerfile path",
            "unable to prepare context: path",
        ],
    };

    public static KnownFailure StageMissing { get; } = new()
    {
        Id = "docker-build-stage-missing",
        Title = "the Dockerfile has no such stage",
        What = "The target or the stage that is copied from is not in the Dockerfile.",
        Why = "It was renamed, or `--target` is misspelt.",
        Remedies = ["Compare `--target` with the names behind `AS` in the Dockerfile."],
        Signs = ["target stage * could not be found", "failed to reach build target"],
    };

    public static KnownFailure CacheDenied { get; } = new()
    {
        Id = "buildx-cache-refused",
        Title = "the build cache could not be written",
        What = "The image may be built, and exporting the cache failed.",
        Why = "The registry or cache service refused it: no right to push to the cache's repository, or a cache entry that another job just wrote.",
        Remedies = ["Give the login the right to push the cache reference, or write caches only on the default branch.", "Let the build go on without: `--cache-to type=registry,ref=…,ignore-error=true`."],
        Signs = ["error writing layer blob: * cache", "failed to export cache", "error writing manifest blob", new() { Says = ["exporting cache"], Status = [400, 401, 403, 404, 413, 429] }],
    };

    public static ImmutableArray<KnownFailure> All { get; } =
        [BrokenContinuation, SeveralPlatforms, ForeignArchitecture, NoDaemon, NoLocalImage, BuildFileMissing, StageMissing, CacheDenied];
}
