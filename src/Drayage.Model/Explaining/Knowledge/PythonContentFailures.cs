using System.Collections.Immutable;

namespace Drayage.Model.Explaining.Knowledge;

/// <summary>What Python indexes and their uploaders say of wheels and source distributions.</summary>
public static class PythonContentFailures
{
    public static KnownFailure FileExists { get; } = new()
    {
        Id = "pypi-file-exists",
        Title = "the index already has a file of this name",
        What = "The upload was refused (400 File already exists, or 409).",
        Why = "A file name is used once for ever. An earlier run uploaded it with other bytes: identical ones are accepted quietly. Rebuilding a wheel seldom gives the same bytes.",
        Remedies =
        [
            "Release a new version; published files are never overwritten.",
            "To go on with a release that stopped in the middle, upload only what is missing: `twine upload --skip-existing`, `uv publish --check-url`, or `drayage resume`, which also compares the bytes.",
        ],
        Signs =
        [
            new() { Says = ["File already exists"], Unless = ["skipping"] },
            "Local file and index file do not match",
            new() { Says = ["already exist"], Status = [400, 409], By = Client.Python, Unless = ["Skipping"] },
            new() { Status = [409], By = Client.Python },
        ],
    };

    public static KnownFailure NameUsed { get; } = new()
    {
        Id = "pypi-filename-reused",
        Title = "a file of this name was deleted, and its name stays used",
        What = "The upload was refused because the file name was used before.",
        Why = "PyPI never gives a file name free, also after the file or the whole release was deleted.",
        Remedies = ["Release a new version (or a post release)."],
        Signs = ["This filename has already been used", "previously used by a file that has since been deleted", new() { Says = ["previously used"], Status = [400], By = Client.Python }],
    };

    public static KnownFailure NameRefused { get; } = new()
    {
        Id = "pypi-name-refused",
        Title = "the index does not allow this project name",
        What = "A new project was refused for its name.",
        Why = "The name is too close to that of another project, is reserved (a module of the standard library), or was prohibited.",
        Remedies = ["Choose another name in pyproject.toml."],
        Signs = ["is too similar to an existing project", "The name * conflicts with the Python standard library module name", "The name * isn't allowed", "The name * is prohibited"],
    };

    public static KnownFailure Metadata { get; } = new()
    {
        Id = "pypi-metadata-invalid",
        Title = "the package's metadata is not accepted",
        What = "The index or the uploader refused the metadata.",
        Why = "A field has a value that the specification does not allow: an unknown classifier, a description that does not render, a URL or an expression with a mistake.",
        Remedies = ["Correct the named field in pyproject.toml and build again.", "Check before uploading: `twine check --strict dist/*`."],
        Signs =
        [
            "is an invalid value for",
            "is invalid metadata",
            "Invalid distribution metadata",
            "is not a valid classifier",
            "The description failed to render",
            "`long_description` has syntax errors in markup",
            new() { Says = ["metadata"], Status = [400], By = Client.Python },
            new() { Says = ["classifier"], Status = [400], By = Client.Python },
            new() { Says = ["description"], Status = [400], By = Client.Python },
        ],
    };

    public static KnownFailure MetadataVersion { get; } = new()
    {
        Id = "twine-metadata-version",
        Title = "the uploader is older than the package's metadata",
        What = "twine found no name or version in the package, or does not know its metadata version.",
        Why = "Newer build backends write Metadata-Version 2.3 or 2.4, which older versions of twine and pkginfo cannot read.",
        Remedies = ["Upgrade: `pip install --upgrade twine packaging pkginfo`.", "Or hold the build backend back until then."],
        Signs =
        [
            "Metadata is missing required fields: Name, Version",
            "is not a valid metadata version",
            "Unknown Metadata-Version",
            "unsupported metadata version",
            "Use of 'metadata_version' * is not supported",
        ],
    };

    public static KnownFailure LocalVersion { get; } = new()
    {
        Id = "pypi-local-version",
        Title = "public indexes take no local versions",
        What = "The version has a `+` part, and the index refused it.",
        Why = "PEP 440 keeps local versions (`1.0+cu130`, or setuptools-scm's `.dev3+g1234`) for builds that are not published.",
        Remedies =
        [
            "Build at the tag, from a full checkout (`fetch-depth: 0`), or set `local_scheme = \"no-local-version\"` for setuptools-scm.",
            "Publish variants such as `+cu130` to an index of your own.",
        ],
        Signs = ["The use of local versions in", "can't use PEP 440 local versions", new() { Says = ["local version"], Status = [400], By = Client.Python }],
    };

    public static KnownFailure DirectDependency { get; } = new()
    {
        Id = "pypi-direct-dependency",
        Title = "a dependency names a URL",
        What = "The index refused a package that requires another one by URL or from git.",
        Why = "PyPI does not take direct references, for what they point at can change.",
        Remedies = ["Publish the dependency and name its version, or move it to an extra of the development environment."],
        Signs = ["Can't have direct dependency"],
    };

    public static KnownFailure TooLarge { get; } = new()
    {
        Id = "pypi-too-large",
        Title = "the file or the project is too large for the index",
        What = "The index refused the file for its size (400 File too large, or 413).",
        Why = "PyPI takes 100 MB a file and 10 GB a project, unless it granted more.",
        Remedies = ["Ask the index for a higher limit, or make the file smaller (strip debug symbols, leave test data out).", "Delete old pre-releases of the project where its total is too large."],
        Signs =
        [
            "File too large. Limit for project",
            "Project size too large",
            new() { Says = ["too large"], Status = [400, 413], By = Client.Python },
            new() { Status = [413], By = Client.Python },
        ],
    };

    public static KnownFailure PlatformTag { get; } = new()
    {
        Id = "pypi-platform-tag",
        Title = "the wheel's platform tag is not accepted",
        What = "A wheel tagged `linux_x86_64`, or for a platform unknown to the index, was refused.",
        Why = "Wheels for Linux have to say which C library they need: manylinux or musllinux.",
        Remedies = ["Build in a manylinux container (cibuildwheel, maturin) or repair the wheel: `auditwheel repair dist/*.whl`."],
        Signs = ["has an unsupported platform tag", "unsupported platform tag"],
    };

    public static KnownFailure SecondSdist { get; } = new()
    {
        Id = "pypi-second-sdist",
        Title = "the release has a source distribution already",
        What = "A second source distribution was refused.",
        Why = "A release has one. It was uploaded before under another spelling of the name, or as zip.",
        Remedies = ["Release a new version."],
        Signs = ["Only one sdist may be uploaded per release", new() { Says = ["one sdist"], Status = [400], By = Client.Python }],
    };

    public static KnownFailure NoFiles { get; } = new()
    {
        Id = "python-no-files",
        Title = "there is nothing to upload",
        What = "The pattern for the files, mostly `dist/*`, matches nothing.",
        Why = "The build ran in another directory or job, or failed without stopping the script.",
        Remedies = ["Check the working directory and that the artifact of the build job was downloaded: `ls -l dist`.", "Install and run the build: `pip install build && python -m build`."],
        Signs = ["Cannot find file (or expand pattern)", "No files found to publish", "No module named twine", "No module named build", "No module named 'twine'"],
    };

    public static KnownFailure Attestations { get; } = new()
    {
        Id = "pypi-attestations",
        Title = "the attestations were not accepted",
        What = "PyPI refused the attestations that came with the files.",
        Why = "It takes them from trusted publishers only, made for exactly these files by the workflow that uploads.",
        Remedies = ["Upload by trusted publishing from the job that signs, and do not change files afterwards.", "Or upload without: `attestations: false` of the publish action."],
        Signs = ["Invalid attestations supplied during upload", "Attestations are only supported when", "attestations supplied * are not supported"],
    };

    public static ImmutableArray<KnownFailure> All { get; } =
    [
        FileExists, NameUsed, NameRefused, Metadata, MetadataVersion, LocalVersion, DirectDependency, TooLarge, PlatformTag, SecondSdist, NoFiles, Attestations,
    ];
}
