namespace Drayage.Tests.Ecosystems.Foreign;

/// <summary>A repository shaped like SGLang: versions from tags, manifests for other hardware, compiled kernels and a gateway in Rust.</summary>
internal static class ServingFramework
{
    private const string Scm = "[build-system]\nrequires = [\"setuptools>=61.0\", \"setuptools-scm>=8.0\", \"wheel\"]\nbuild-backend = \"setuptools.build_meta\"\n";

    public static ForeignTree Write() => new()
    {
        { "python/pyproject.toml", Scm + "[project]\nname = \"sglang\"\ndynamic = [\"version\"]\nrequires-python = \">=3.10\"\ndependencies = [\"sgl-kernel==0.3.18\", \"torch\"]\n[project.optional-dependencies]\ntest = [\"pytest\"]\ndev = [\"sglang[test]\"]\n[project.scripts]\nsglang = \"sglang.cli.main:main\"\n[tool.setuptools_scm]\nroot = \"..\"\nversion_file = \"sglang/_version.py\"\ngit_describe_command = [\"git\", \"describe\", \"--tags\", \"--match\", \"v*\"]\n" },
        { "python/pyproject_cpu.toml", Scm + "[project]\nname = \"sglang-cpu\"\ndynamic = [\"version\"]\n" },
        { "python/pyproject_npu.toml", Scm + "[project]\nname = \"sglang\"\ndynamic = [\"version\"]\n" },
        { "python/pyproject_other.toml", Scm + "[project]\nname = \"sglang\"\ndynamic = [\"version\"]\n" },
        { "python/sglang/__init__.py", "try:\n    from sglang._version import __version__\nexcept ImportError:\n    __version__ = \"0.0.0.dev0\"\n" },
        { "sgl-kernel/pyproject.toml", "[build-system]\nrequires = [\"scikit-build-core>=0.10\", \"torch>=2.8.0\"]\nbuild-backend = \"scikit_build_core.build\"\n[project]\nname = \"sgl-kernel\"\nversion = \"0.3.18\"\n" },
        { "sgl-kernel/pyproject_cpu.toml", "[build-system]\nrequires = [\"scikit-build-core>=0.10\"]\nbuild-backend = \"scikit_build_core.build\"\n[project]\nname = \"sgl-kernel-cpu\"\nversion = \"0.3.16\"\n" },
        { "sgl-kernel/setup_rocm.py", "from setuptools import setup\nsetup(name=\"sgl-kernel\", version=get_version())\n" },
        { "sgl-model-gateway/Cargo.toml", "[package]\nname = \"sgl-model-gateway\"\nversion = \"0.2.4\"\nedition = \"2021\"\n[lib]\nname = \"sgl_model_gateway\"\ncrate-type = [\"rlib\"]\n[[bin]]\nname = \"sgl-model-gateway\"\npath = \"src/main.rs\"\n[[bin]]\nname = \"amg\"\npath = \"src/main.rs\"\n[profile.release]\nlto = \"fat\"\ncodegen-units = 1\n[profile.ci]\ninherits = \"release\"\nlto = false\n" },
        { "sgl-model-gateway/src/main.rs", "fn main() {}" },
        { "sgl-model-gateway/src/lib.rs", "" },
        { "sgl-model-gateway/build.rs", "fn main() {}" },
        { "sgl-model-gateway/bindings/python/Cargo.toml", "[package]\nname = \"sgl-model-gateway-python\"\nversion = \"0.2.4\"\nedition = \"2021\"\n[lib]\nname = \"sglang_router_rs\"\ncrate-type = [\"cdylib\"]\n[dependencies]\nsgl-model-gateway = { path = \"../..\" }\n" },
        { "sgl-model-gateway/bindings/python/src/lib.rs", "" },
        { "sgl-model-gateway/bindings/python/pyproject.toml", "[build-system]\nrequires = [\"maturin>=1.0,<2.0\"]\nbuild-backend = \"maturin\"\n[project]\nname = \"sglang-router\"\nversion = \"0.2.4\"\n" },
        { "sgl-model-gateway/bindings/golang/go.mod", "module github.com/sgl-project/sglang/sgl-model-gateway/bindings/golang\n\ngo 1.21\n" },
        { "sgl-model-gateway/bindings/golang/client.go", "package sglang\n\nimport \"C\"\n" },
        { "sgl-model-gateway/bindings/golang/examples/simple/main.go", "package main\n\nfunc main() {}\n" },
        { "benchmark/score_ratio/README.md", "" },
        { "examples/frontend/setup.py", "from setuptools import setup\n\nif __name__ == \"__main__\":\n    setup(name=\"frontend-demo\", version=\"0.1\")\n" },
        { "docs/conf.py", "version = \"1\"\n" },
    };
}
